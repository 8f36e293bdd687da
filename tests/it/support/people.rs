//! Callers made straight in the database, for tests that are not about logging in.

use super::{TestApp, app::ANON_KEY};
use reqwest::Method;
use selfdb::{domain::api_key::api_key_id, http::token::Tokens};
use serde_json::json;
use uuid::Uuid;

/// Two users and an administrator with access tokens; the publishable key is known too.
pub struct People {
    /// A user who owns the tables of [`People::table`].
    pub ada: String,
    /// Her id.
    pub ada_id: Uuid,
    /// Another user.
    pub bob: String,
    /// An administrator.
    pub admin: String,
}

impl People {
    /// Makes them in the application's database.
    pub async fn of(app: &TestApp) -> Self {
        let sql = app.sql().await;
        sql.execute(
            "INSERT INTO selfdb.api_keys (id, name, role, prefix) VALUES ($1, 'test', 'anon', 'test')
             ON CONFLICT DO NOTHING",
            &[&api_key_id(ANON_KEY)],
        )
        .await
        .expect("a key");
        let tokens = Tokens::new(&app.config.auth);
        let person = async |email: &str, role: &str| {
            let row = sql
                .query_one(
                    "WITH u AS (INSERT INTO auth.users (email, encrypted_password, app_role)
                                VALUES ($1, 'none', $2) RETURNING id)
                     INSERT INTO auth.sessions (user_id, not_after) SELECT id, now() + '1 hour' FROM u
                     RETURNING user_id, id",
                    &[&email, &role],
                )
                .await
                .expect("a user");
            let id: Uuid = row.get(0);
            (tokens.issue(id, email, role, row.get(1)).expect("a token"), id)
        };
        let (ada, ada_id) = person("ada@example.com", "USER").await;
        let (bob, _) = person("bob@example.com", "USER").await;
        let (admin, _) = person("root@example.com", "ADMIN").await;
        People { ada, ada_id, bob, admin }
    }

    /// The token of `ada`, `bob` or `admin`; none for `anon`.
    pub fn token(&self, who: &str) -> Option<&str> {
        match who {
            "ada" => Some(&self.ada),
            "bob" => Some(&self.bob),
            "admin" => Some(&self.admin),
            _ => None,
        }
    }

    /// Ada's table with a key `id` and a text `name`.
    pub async fn table(&self, app: &TestApp, name: &str, key: &str, level: &str) {
        let spec = json!({ "name": name, "access_level": level, "schema": { "columns": [
            { "name": "id", "type": key, "primary_key": true },
            { "name": "name", "type": "text" },
        ]}});
        let (status, answer) = app.send(Method::POST, "/api/v1/tables", &self.ada, spec).await;
        assert_eq!(status, 201, "{answer}");
    }
}
