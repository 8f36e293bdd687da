use crate::support::{TestApp, client};

#[actix_web::test]
async fn scripts_of_both_kinds_reach_the_server() {
    let app = TestApp::start().await;
    client::run_node(&app, "health.mjs", &[]).await;
    client::run_python(&app, "health.py", &[]).await;
}
