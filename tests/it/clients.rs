use crate::support::{People, TestApp, client, projects};

#[actix_web::test]
async fn scripts_of_both_kinds_reach_the_server() {
    let app = TestApp::start().await;
    client::run_node(&app, "health.mjs", &[]).await;
    client::run_python(&app, "health.py", &[]).await;
}

#[actix_web::test]
async fn postgrest_js_works() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    projects::create(&app).await;
    client::run_node(&app, "postgrest.mjs", &[("TOKEN", &people.ada)]).await;
}
