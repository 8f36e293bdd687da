//! The real binary, killed without warning.

use crate::support::{ADMIN_EMAIL, ADMIN_PASSWORD, ANON_KEY, SERVICE_KEY, Socket, TestApp};
use serde_json::{Value, json};
use std::{
    net::TcpListener,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

struct Server {
    child: Child,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        // SIGKILL; it may be dead already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Server {
    async fn start(database_url: &str) -> Self {
        let port = free_port();
        let child = Command::new(env!("CARGO_BIN_EXE_selfdb"))
            .arg("serve")
            .env_clear()
            .envs([
                ("SELFDB_ENV_FILE", "/dev/null"),
                ("DATABASE_URL", database_url),
                ("JWT_SECRET_KEY", "test-jwt-secret-test-jwt-secret-test"),
                ("API_KEY", ANON_KEY),
                ("SERVICE_API_KEY", SERVICE_KEY),
                ("ADMIN_EMAIL", ADMIN_EMAIL),
                ("ADMIN_PASSWORD", ADMIN_PASSWORD),
                ("API_PORT", port.to_string().as_str()),
                ("FRONTEND_PORT", free_port().to_string().as_str()),
            ])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let server = Server { child, port };
        let deadline = Instant::now() + Duration::from_secs(30);
        while reqwest::get(server.url("/ready")).await.is_err() {
            assert!(Instant::now() < deadline, "the server starts");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        server
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    async fn socket(&self) -> Socket {
        let body = json!({ "email": ADMIN_EMAIL, "password": ADMIN_PASSWORD });
        let login =
            reqwest::Client::new().post(self.url("/auth/login")).header("X-API-Key", ANON_KEY).json(&body);
        let login: Value = login.send().await.unwrap().json().await.unwrap();
        let token = login["access_token"].as_str().unwrap();
        Socket::open_url(&format!("ws://127.0.0.1:{}/api/v1/realtime/ws?token={token}", self.port)).await
    }
}

#[actix_web::test]
async fn a_server_killed_while_rows_are_written_misses_and_doubles_nothing() {
    let mut app = TestApp::start().await;
    app.stop().await;
    let sql = app.sql().await;
    sql.batch_execute(
        "CREATE TABLE t (id int PRIMARY KEY); ALTER TABLE t OWNER TO selfdb_owner; GRANT SELECT ON t TO service_role;
         SELECT selfdb.record_changes('t', true)",
    )
    .await
    .unwrap();
    let cluster = std::env::var("SELFDB_TEST_DATABASE_URL").unwrap();
    let (server, _) = cluster.rsplit_once('/').unwrap();
    let url = format!("{server}/{}", app.database.get_dbname().unwrap());
    let wanted = json!([{ "event": "*", "schema": "public", "table": "t" }]);

    let (mut seen, mut since) = (Vec::new(), json!(0));
    for round in 0..3 {
        let server = Server::start(&url).await;
        let mut socket = server.socket().await;
        assert_eq!(socket.join("realtime:t", wanted.clone(), since.clone()).await["status"], "ok");
        for id in round * 200..(round + 1) * 200 {
            sql.execute("INSERT INTO t VALUES ($1)", &[&id]).await.unwrap();
        }
        // It dies somewhere in the middle of delivering; the last round is read to its end.
        let upto = if round == 2 { 600 } else { (round as usize) * 200 + 50 };
        while seen.len() < upto {
            let change = socket.change().await;
            seen.push(change["record"]["id"].as_i64().unwrap());
            since = change["position"].clone();
        }
        drop(server);
    }
    assert_eq!(seen, (0..600).collect::<Vec<_>>());
}
