// Generated from openapi.json by `npm run types`; do not edit.

export interface paths {
    "/api/broadcast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends broadcasts to the clients on their topics. They are not stored. */
        post: operations["broadcast_bare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/broadcast/{topic}/events/{event}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends one broadcast: JSON, or bytes as `application/octet-stream`. It is not stored. */
        post: operations["broadcast_event_bare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What administrators changed, newest first. */
        get: operations["list_audit_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Users by filter, a page at a time. */
        get: operations["list_users"];
        put?: never;
        /** Makes a user. */
        post: operations["create_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One user. */
        get: operations["get_user"];
        /** Changes the fields that are named. New rights or a new password end the user's sessions. */
        put: operations["update_user"];
        post?: never;
        /** Deletes or deactivates a user. */
        delete: operations["delete_user"];
        options?: never;
        head?: never;
        /** As PUT: changes the fields that are named. */
        patch: operations["patch_user"];
        trace?: never;
    };
    "/api/v1/admin/users/{id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets a user's password and ends its sessions. */
        post: operations["set_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The open sessions of a user, the one last used first. */
        get: operations["list_user_sessions"];
        put?: never;
        post?: never;
        /** Ends all sessions of a user at once. */
        delete: operations["end_user_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All keys. */
        get: operations["list_api_keys"];
        put?: never;
        /** Makes a key and shows its text this once. */
        post: operations["create_api_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes a key at once. One that the configuration names stays revoked although it is still named there. */
        delete: operations["revoke_api_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/change-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes the own password and ends all other sessions. */
        post: operations["change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Logs a user in. */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends the session of the access token, and of a refresh token when one is named.
         * @description A refresh token is enough by itself, so that a client whose access token has expired can log out.
         */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's own account. */
        get: operations["me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me/api-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The publishable API key of this server, for administrators. */
        get: operations["own_api_key"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Exchanges a refresh token for a new pair. */
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Registers a user and logs it in. */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's open sessions, the one last used first. */
        get: operations["list_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends one of the caller's sessions at once. */
        delete: operations["end_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/buckets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Buckets that the caller may see: its own and public ones. */
        get: operations["list_buckets"];
        put?: never;
        /** Makes a bucket that belongs to the caller. */
        post: operations["create_bucket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/buckets/{bucket}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One bucket. */
        get: operations["get_bucket"];
        /** Changes a bucket; owner or administrator. */
        put: operations["put_bucket"];
        post?: never;
        /** Deletes a bucket; owner or administrator. */
        delete: operations["delete_bucket"];
        options?: never;
        head?: never;
        /** As PUT. */
        patch: operations["patch_bucket"];
        trace?: never;
    };
    "/api/v1/buckets/{bucket}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Files of a bucket that the caller may see, newest first unless `sort` says otherwise. */
        get: operations["list_files"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/buckets/{bucket}/files/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Copies a file with its metadata. */
        post: operations["copy_file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/buckets/{bucket}/files/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Deletes up to 1000 files. */
        post: operations["delete_files"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/buckets/{bucket}/files/metadata": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is known of a file besides its bytes. */
        get: operations["get_metadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Sets media type, Cache-Control or own members of a file. */
        patch: operations["set_metadata"];
        trace?: never;
    };
    "/api/v1/buckets/{bucket}/files/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a file another name or bucket; its bytes stay where they are. */
        post: operations["move_file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/buckets/{bucket}/files/sign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs a URL with which anyone can download or upload this file for a time. */
        post: operations["sign_url"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cors/origins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Origins by name. */
        get: operations["list_origins"];
        put?: never;
        /** Allows an origin, at once. */
        post: operations["create_origin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cors/origins/refresh-cache": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reads the table again on this node. */
        post: operations["refresh_cache"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cors/origins/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says whether a text is an origin. */
        post: operations["validate_origin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cors/origins/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One origin. */
        get: operations["get_origin"];
        /** Changes the fields that are named, at once. */
        put: operations["update_origin"];
        post?: never;
        /** Takes an origin off the list, at once. */
        delete: operations["delete_origin"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Writes a file from a form, over what is there unless `upsert` is false. */
        post: operations["upload_form"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files/{bucket}/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The file's bytes, with ranges and conditions. Files of public buckets need no credentials. */
        get: operations["get_file"];
        /**
         * Writes a file, over what is there unless `If-None-Match: *` or `If-Match` says otherwise.
         * @description `Content-Type`, `Cache-Control`, `Content-Disposition`, `Content-Encoding` and `Content-Language` are stored and
         *     given back; `x-meta-*` headers become members of its metadata.
         */
        put: operations["put_file"];
        /** As PUT, but never over what is there. */
        post: operations["post_file"];
        /** Deletes a file. */
        delete: operations["delete_file"];
        options?: never;
        /** The file's headers. */
        head: operations["head_file"];
        patch?: never;
        trace?: never;
    };
    "/api/v1/import/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Looks at the beginning of a file, at most 1 MiB: columns, types that fit, where they would go, the first rows.
         *     Changes nothing.
         */
        post: operations["preview_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/realtime/broadcast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends broadcasts to the clients on their topics. They are not stored. */
        post: operations["broadcast"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/realtime/broadcast/{topic}/events/{event}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends one broadcast: JSON, or bytes as `application/octet-stream`. It is not stored. */
        post: operations["broadcast_event"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/realtime/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Row changes after a position or time that the caller may see, in order; none are missed or doubled when each call is
         *     given the position that the last one answered.
         */
        get: operations["list_changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/realtime/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many are connected, counters since the start, and the last position. */
        get: operations["realtime_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/realtime/topics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The topics that clients are on, the busiest first; for administrators. */
        get: operations["realtime_topics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/realtime/ws": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Opens a WebSocket that speaks Phoenix V1 and V2, realtime-js' binary frames and the JSON of SelfDB 0.05. */
        get: operations["realtime_socket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/realtime/ws/websocket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same, where a `phoenix` client looks for it that was given `/api/v1/realtime/ws`. */
        get: operations["realtime_socket_of_phoenix"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/s3/access-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's access keys. */
        get: operations["list_access_keys"];
        put?: never;
        /** Makes an access key and shows its secret this once. */
        post: operations["create_access_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/s3/access-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends an access key at once. */
        delete: operations["delete_access_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schema": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tables with columns and keys that the caller may know of, and enums; views and functions for administrators. */
        get: operations["get_schema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schema/enums": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Enums of schema public with their values. */
        get: operations["list_enums"];
        put?: never;
        /** Creates an enum; administrators. */
        post: operations["create_enum"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schema/enums/{enum}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Drops an enum that no column uses; administrators. */
        delete: operations["delete_enum"];
        options?: never;
        head?: never;
        /** Renames an enum and its values and adds values, everything or nothing; administrators. */
        patch: operations["update_enum"];
        trace?: never;
    };
    "/api/v1/schema/extensions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Extensions that the cluster has, whether they are enabled, and whether the cluster trusts them; administrators. */
        get: operations["list_extensions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schema/extensions/{extension}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Enables an extension that the cluster trusts, in schema `extensions`; administrators. */
        put: operations["enable_extension"];
        post?: never;
        /** Drops an extension that nothing rests on; administrators. */
        delete: operations["disable_extension"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schema/functions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Functions of schema public with their texts and who may call them; administrators. */
        get: operations["list_schema_functions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schema/types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Types that a column can have. */
        get: operations["list_types"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schema/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Views with their columns and queries; administrators. */
        get: operations["list_views"];
        put?: never;
        /** Creates a view, or with `replace` gives one a new query; administrators. It has the rights of whoever reads it. */
        post: operations["create_view"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schema/views/{view}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Drops a view that nothing rests on; administrators. */
        delete: operations["delete_view"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sql": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Runs SQL; administrators only. Values are lossless: all digits, `NaN` and `Infinity` as strings, `bytea` as
         *     `\x…`, arrays and documents as JSON.
         */
        post: operations["run_sql"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sql/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancels a running query; its own request then answers 409. A query that withstands is ended with its session. */
        post: operations["cancel_query"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sql/execute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** As `/api/v1/sql`, but answers with the last statement's result alone and its rows as objects. */
        post: operations["execute_sql"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sql/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Streams all rows of a query as a file. When the query fails on the way, the connection is cut, so that a part
         *     is not taken for the whole. A reader that takes nothing for ten seconds loses the stream.
         */
        post: operations["export_sql"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sql/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this administrator ran, newest first; the last 1,000 are kept. `Content-Range` has the number of all. */
        get: operations["list_history"];
        put?: never;
        /**
         * Accepts an execution that a client reports. The server records its own, so this one is only added
         *     when it is not the newest entry already.
         */
        post: operations["add_history"];
        /** Forgets this administrator's history. */
        delete: operations["clear_history"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sql/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Runs SQL as the original did: a statement that fails is 200 with `success: false`, a script that writes
         *     answers with a list of what it did. `/api/v1/sql` can more.
         */
        post: operations["query_sql"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sql/running": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Raw SQL queries that run on this node, of all administrators. */
        get: operations["list_running"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sql/snippets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This administrator's snippets and the shared ones, the oldest first. `Content-Range` has the number of all. */
        get: operations["list_snippets"];
        put?: never;
        /** Keeps a snippet. */
        post: operations["create_snippet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sql/snippets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes one of this administrator's snippets. */
        delete: operations["delete_snippet"];
        options?: never;
        head?: never;
        /** Changes one of this administrator's snippets. */
        patch: operations["update_snippet"];
        trace?: never;
    };
    "/api/v1/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Version, services and ports, as the original lists them. */
        get: operations["status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tables that the caller owns or may read. */
        get: operations["list_tables"];
        put?: never;
        /** Creates a table that belongs to the caller. */
        post: operations["create_table"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tables/transaction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Runs inserts, updates, deletes and function calls in one transaction with the caller's rights: all of them or none.
         *     `{"$ref": "0.id"}` stands for what an earlier operation has returned. A request that is repeated with the same
         *     `Idempotency-Key` within 24 hours gets the answer of the first, and nothing is done twice. A failure names the operation.
         */
        post: operations["run_transaction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tables/{table}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One table. */
        get: operations["get_table"];
        /** Changes name, description, access level, recording, columns, constraints and indexes; owner or administrator. */
        put: operations["put_table"];
        post?: never;
        /** Drops a table; owner or administrator. Refused while something depends on it. */
        delete: operations["delete_table"];
        options?: never;
        head?: never;
        /** As PUT. */
        patch: operations["patch_table"];
        trace?: never;
    };
    "/api/v1/tables/{table}/columns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds a column; owner or administrator. */
        post: operations["add_column"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tables/{table}/columns/{column}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes a column, everything or nothing; owner or administrator. */
        put: operations["update_column"];
        post?: never;
        /** Drops a column that is not part of the primary key; owner or administrator. */
        delete: operations["delete_column"];
        options?: never;
        head?: never;
        /** As PUT. */
        patch: operations["patch_column"];
        trace?: never;
    };
    "/api/v1/tables/{table}/constraints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Constraints of the table; owner or administrator. */
        get: operations["list_constraints"];
        put?: never;
        /** Adds a constraint, which existing rows must satisfy; owner or administrator, checks administrators only. */
        post: operations["create_constraint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tables/{table}/constraints/{constraint}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Drops a constraint; owner or administrator. */
        delete: operations["delete_constraint"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tables/{table}/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of rows with the number of all. */
        get: operations["list_data"];
        put?: never;
        /** Inserts a row. */
        post: operations["create_data"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tables/{table}/data/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets the members that are present in the row whose `id_column` has that value. */
        put: operations["update_data"];
        post?: never;
        /** Deletes the row whose `id_column` has that value. */
        delete: operations["delete_data"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tables/{table}/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Imports a file into a table, new or existing: every row or none. Rows are inserted with the caller's rights, like rows
         *     that are posted, and recorded for realtime. Bad lines are reported in `lines` of the problem.
         */
        post: operations["import_table"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tables/{table}/indexes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Indexes of the table besides the primary key's; owner or administrator. */
        get: operations["list_indexes"];
        put?: never;
        /** Creates an index; owner or administrator, expressions and predicates administrators only. */
        post: operations["create_index"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tables/{table}/indexes/{index}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** State of an index, and how far it is while it is built beside writers; owner or administrator. */
        get: operations["get_index"];
        put?: never;
        post?: never;
        /** Drops an index; owner or administrator. */
        delete: operations["delete_index"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tables/{table}/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Policies of the table, those that follow from access level and owner last; owner or administrator. */
        get: operations["list_policies"];
        put?: never;
        /** Creates a policy: a preset (owner or administrator), or SQL expressions (administrators). */
        post: operations["create_policy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tables/{table}/policies/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a user, or a caller without one, could see and do; tried as that user and rolled back. Owner or administrator. */
        post: operations["test_policies"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tables/{table}/policies/{policy}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Drops a policy; owner or administrator. */
        delete: operations["delete_policy"];
        options?: never;
        head?: never;
        /** Changes a policy: its name (owner or administrator), roles and expressions (administrators). */
        patch: operations["update_policy"];
        trace?: never;
    };
    "/api/v1/tables/{table}/privileges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What `anon` and `authenticated` hold on the table: `columns` is null for the whole table. Owner or administrator. */
        get: operations["list_privileges"];
        /**
         * Limits a role to some columns, or lifts the limit. It binds every caller of the role, a user who owns the table
         *     among them. Policies still decide about rows. Owner or administrator.
         */
        put: operations["set_privileges"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tables/{table}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Rows. `select`, `order`, `limit`, `offset`, `and`, `or` and filters (`col=op.value`) are PostgREST's. With
         *     `cursor=` (empty at first) pages are walked by key: the answer's `X-Next-Cursor` and `Link` lead to the next one.
         *     `Prefer: count=exact` counts all matching rows; `Accept: application/x-ndjson` or `text/csv` chooses the form.
         */
        get: operations["list_rows"];
        put?: never;
        /**
         * Inserts a row (an object) or several (an array, CSV or NDJSON), all or none. Members that a row leaves out get their
         *     defaults. With `Prefer: resolution=merge-duplicates` or `ignore-duplicates` rows that are there already (by key, or by
         *     the columns of `on_conflict`) are changed or left alone.
         */
        post: operations["create_rows"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tables/{table}/rows/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One row by its key. The answer has an `ETag`; with `If-None-Match` an unchanged row is a 304 without a body. */
        get: operations["get_row"];
        /** Sets the members that are present. With `If-Match` only a row that still has that `ETag`. */
        put: operations["put_row"];
        post?: never;
        /** Deletes a row. With `If-Match` only one that still has that `ETag`. */
        delete: operations["delete_row"];
        options?: never;
        head?: never;
        /** As PUT. */
        patch: operations["patch_row"];
        trace?: never;
    };
    "/api/v1/tables/{table}/sql": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The statement that makes the table, from the catalogue. */
        get: operations["get_table_sql"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/types.ts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** TypeScript types of the schema, as the `Database` parameter of postgrest-js; administrators and service keys. */
        get: operations["get_types"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins an upload. `Upload-Metadata` names `bucketName` and `objectName` (or `bucket` and `path`), and may hold
         *     `contentType`, `cacheControl` and `metadata`; the body may carry the first bytes.
         */
        post: operations["create_upload"];
        delete?: never;
        /** What this server speaks. */
        options: operations["upload_options"];
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Gives an upload up. */
        delete: operations["delete_upload"];
        options?: never;
        /** How far an upload is. */
        head: operations["head_upload"];
        /** Appends bytes at `Upload-Offset`. What arrives of a body that breaks off is kept. */
        patch: operations["patch_upload"];
        trace?: never;
    };
    "/console/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs an administrator in. */
        post: operations["open_console_session"];
        /** Signs out: ends the session and clears the cookie. */
        delete: operations["end_console_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/console/session/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new access token for the cookie's session; the cookie's token is rotated. */
        post: operations["renew_console_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Health of the server; 200 also when degraded, so that a dashboard can show it. */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Metrics in the OpenMetrics text format, for administrators and service keys. */
        get: operations["read_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 200 when requests can be served, else 503. */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/realtime/v1/api/broadcast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends broadcasts to the clients on their topics. They are not stored. */
        post: operations["broadcast_of_supabase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/realtime/v1/api/broadcast/{topic}/events/{event}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends one broadcast: JSON, or bytes as `application/octet-stream`. It is not stored. */
        post: operations["broadcast_event_of_supabase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/realtime/v1/websocket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same, where `@supabase/supabase-js` looks for it. */
        get: operations["realtime_socket_of_supabase"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/v1/rpc/{function}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Calls a function that reads. */
        get: operations["rest_call_read"];
        put?: never;
        /** Calls a function. Its arguments are the members of a JSON object. */
        post: operations["rest_call"];
        delete?: never;
        /** Methods that the function knows. */
        options: operations["rest_call_options"];
        /** As GET, without a body. */
        head: operations["rest_call_head"];
        patch?: never;
        trace?: never;
    };
    "/rest/v1/{table}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rows, as PostgREST answers them. */
        get: operations["rest_read"];
        /** Inserts or replaces the row whose key the filters name. */
        put: operations["rest_put"];
        /** Inserts rows; with `Prefer: resolution=…` an upsert. */
        post: operations["rest_insert"];
        /** Deletes the rows that the filters name. */
        delete: operations["rest_delete"];
        /** Methods that the table knows. */
        options: operations["rest_options"];
        /** As GET, without a body. */
        head: operations["rest_head"];
        /** Sets members of the rows that the filters name. */
        patch: operations["rest_update"];
        trace?: never;
    };
    "/socket/websocket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same, where clients of a bare realtime server look for it. */
        get: operations["realtime_socket_bare"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A key to make. */
        AccessKeyIn: {
            /** @description For people, 1 to 100 characters. */
            name: string;
        };
        /** @description A key. */
        AccessKeyOut: {
            access_key_id: string;
            /** Format: date-time */
            created_at: string;
            name: string;
            /** @description Only in the answer that makes it. */
            secret_access_key?: string | null;
        };
        /**
         * @description Who may use a table's rows besides its owner and administrators.
         * @enum {string}
         */
        AccessLevel: "private" | "authenticated" | "public-read" | "public";
        /** @description Body of create. */
        ApiKeyIn: {
            name: string;
            /** @description `anon` or `service`. */
            role: string;
        };
        /** @description A key without its text. */
        ApiKeyOut: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            /** @description The key itself; only in the answer that makes it. */
            key?: string | null;
            name: string;
            /** @description First characters. */
            prefix: string;
            /** Format: date-time */
            revoked_at?: string | null;
            /** @description `anon` or `service`. */
            role: string;
            /** @description `api`, or `env` for keys of the configuration. */
            source: string;
        };
        /** @description How one command went. */
        Attempt: {
            /** @description Whether it did anything. */
            allowed: boolean;
            /** @description SQLSTATE of the refusal; 42501 is a missing right, 23xxx a constraint. */
            code?: string | null;
            /** @description Why not. */
            message?: string | null;
            /**
             * Format: int64
             * @description Rows that it reached.
             */
            rows: number;
        };
        /** @description One change by an administrator. */
        AuditEntryOut: {
            /** @description `noun.verb`. */
            action: string;
            /** @description The administrator's e-mail, while that user exists. */
            actor_email?: string | null;
            /** Format: uuid */
            actor_id?: string | null;
            /** Format: date-time */
            at: string;
            /** @description More, by action; never a secret. */
            detail: unknown;
            /** Format: uuid */
            id: string;
            /** @description Client address. */
            ip?: string | null;
            /** @description Id or name of what was changed. */
            target: string;
        };
        /** @description A page of the audit log. */
        AuditOut: {
            entries: components["schemas"]["AuditEntryOut"][];
            pagination: components["schemas"]["PaginationOut"];
        };
        /** @description A broadcast. */
        BroadcastIn: {
            /** @description Event. */
            event: string;
            /** @description Payload, any JSON. */
            payload: Record<string, never>;
            /** @description Whether it goes to the private topic of this name. */
            private?: boolean;
            /** @description Topic, without realtime-js' prefix `realtime:`. */
            topic: string;
        };
        /** @description Broadcasts to send. */
        BroadcastsIn: {
            /** @description Each is sent or, on a private topic that the caller may not write to, skipped. */
            messages: components["schemas"]["BroadcastIn"][];
        };
        /** @description A bucket to make, or what to change about one; null clears a member. */
        BucketIn: {
            /** @description Media types it takes, such as `image/*`. */
            allowed_mime_types?: string[] | null;
            description?: string | null;
            /**
             * Format: int64
             * @description Largest file, in bytes.
             */
            file_size_limit?: number | null;
            /** @description 3 to 63 lower-case letters, digits, dots and hyphens; only when it is made. */
            name?: string | null;
            /**
             * Format: uuid
             * @description Owner; for administrators only.
             */
            owner_id?: string | null;
            /** @description Whether anyone may download its files by their names. */
            public?: boolean | null;
            /**
             * Format: int64
             * @description Most bytes it may hold; for administrators only.
             */
            quota_bytes?: number | null;
        };
        /** @description A bucket as the API shows it. */
        BucketOut: {
            /** @description Media types it takes, such as `image/*`. */
            allowed_mime_types?: string[] | null;
            /** Format: date-time */
            created_at: string;
            description?: string | null;
            /**
             * Format: int64
             * @description Files that the caller may see.
             */
            file_count: number;
            /**
             * Format: int64
             * @description Largest file, in bytes.
             */
            file_size_limit?: number | null;
            id: string;
            internal_bucket_name: string;
            name: string;
            /** Format: uuid */
            owner_id?: string | null;
            /** @description Whether anyone may download its files by their names. */
            public: boolean;
            /**
             * Format: int64
             * @description Most bytes it may hold.
             */
            quota_bytes?: number | null;
            /**
             * Format: int64
             * @description Their bytes.
             */
            total_size: number;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description All buckets that the caller may see. */
        BucketsOut: {
            buckets: components["schemas"]["BucketOut"][];
            success: boolean;
            total: number;
        };
        /** @description Which query to cancel. */
        CancelIn: {
            /**
             * Format: uuid
             * @description The `id` that its request named.
             */
            id: string;
        };
        /** @description Body of change-password. */
        ChangePasswordIn: {
            current_password: string;
            new_password: string;
        };
        /** @description A page of changes. */
        ChangesOut: {
            /** @description In the order of their positions, as `data` of a socket's `postgres_changes`. */
            changes: Record<string, never>[];
            /** @description Whether there may be more already. */
            more: boolean;
            /**
             * Format: int64
             * @description Ask again with this as `since`.
             */
            position: number;
        };
        /** @description Changes of a column; what is absent stays. */
        ColumnChangeIn: {
            /** @description With a new type: convert with an explicit cast, where no implicit one exists. It may cut values. */
            cast?: boolean;
            /** @description New comment; null removes it. */
            comment?: string | null;
            /** @description New default; null drops it. */
            default?: Record<string, never> | null;
            /** @description New default as an SQL expression; administrators only. */
            default_expression?: string | null;
            identity?: components["schemas"]["Identity"] | null;
            /** @description New name. */
            new_name?: string | null;
            /** @description Whether NULL is allowed. */
            nullable?: boolean | null;
            /** @description New type. */
            type?: string | null;
            /** @description With a new type: the SQL expression that converts; administrators only. */
            using?: string | null;
        };
        /** @description A column to create. */
        ColumnIn: {
            /** @description Free text. */
            comment?: string | null;
            /** @description A literal, or one of the allowed functions such as `now()`. */
            default?: Record<string, never> | null;
            /** @description An SQL expression as default; administrators only. */
            default_expression?: string | null;
            /** @description An SQL expression that the value is always computed from and stored; administrators only. */
            generated?: string | null;
            identity?: components["schemas"]["Identity"] | null;
            /** @description `[A-Za-z_][A-Za-z0-9_]*`, at most 63 bytes. */
            name?: string;
            /** @description Whether NULL is allowed. */
            nullable?: boolean;
            /** @description Whether it is (part of) the primary key. */
            primary_key?: boolean;
            references?: components["schemas"]["ReferenceIn"] | null;
            /** @description A PostgreSQL type, or an enum or domain of schema public: `text`, `numeric(10,2)`, `timestamptz`, `text[]`. */
            type?: string;
            /** @description Whether values are unique. */
            unique?: boolean;
        };
        /** @description A column of a result. */
        ColumnOut: {
            /** @description Name; several columns may share one. */
            name: string;
            /** @description Type as PostgreSQL names it. */
            type?: string | null;
        };
        /** @description What was done. */
        ColumnStatusOut: {
            /** @description `column_added`, `column_updated` or `column_deleted`. */
            status: string;
        };
        /**
         * @description What a policy is for.
         * @enum {string}
         */
        Command: "all" | "select" | "insert" | "update" | "delete";
        /** @description An open console session. The refresh token is in the cookie and nowhere else. */
        ConsoleSessionOut: {
            access_token: string;
            /**
             * Format: int64
             * @description Lifetime of the access token in seconds.
             */
            expires_in: number;
            user: components["schemas"]["UserOut"];
        };
        /** @description A constraint to create. */
        ConstraintIn: {
            /** @description Columns in order. */
            columns: string[];
            /** @description Name; PostgreSQL chooses one without. */
            name?: string | null;
            /** @enum {string} */
            type: "primary-key";
        } | {
            /** @description Columns in order. */
            columns: string[];
            /** @description Name; PostgreSQL chooses one without. */
            name?: string | null;
            /** @description Whether NULLs count as alike. */
            nulls_not_distinct?: boolean;
            /** @enum {string} */
            type: "unique";
        } | {
            /** @description Columns in order. */
            columns: string[];
            /** @description Name; PostgreSQL chooses one without. */
            name?: string | null;
            /** @description What they point at. */
            references: components["schemas"]["ReferenceIn"];
            /** @enum {string} */
            type: "foreign-key";
        } | {
            /** @description The expression. */
            expression: string;
            /** @description Name; PostgreSQL chooses one without. */
            name?: string | null;
            /** @enum {string} */
            type: "check";
        };
        /** @description Body of create. */
        CreateIn: {
            email: string;
            first_name?: string | null;
            last_name?: string | null;
            password: string;
            /** @description `USER` by default. */
            role?: string | null;
        };
        /** @description A table to create. */
        CreateTableIn: {
            access_level?: components["schemas"]["AccessLevel"] | null;
            /** @description Free text. */
            description?: string | null;
            /** @description Free members. */
            metadata?: Record<string, never> | null;
            /** @description `[A-Za-z_][A-Za-z0-9_]*`, at most 63 bytes. */
            name?: string;
            /** @description Short for `access_level: "public-read"`. */
            public?: boolean;
            /** @description Whether changes are recorded for realtime; true by default. */
            realtime?: boolean | null;
            /** @description Columns and indexes. */
            schema?: components["schemas"]["SchemaIn"];
        };
        /** @description What was deleted. */
        DeletedOut: {
            /** @description Those that were there; others were not, or may not be deleted. */
            deleted: string[];
            success: boolean;
        };
        /** @description How many sessions were ended. */
        EndedOut: {
            /** Format: int64 */
            ended: number;
        };
        /** @description Changes of an enum type; what is absent stays. Values cannot be removed. */
        EnumChangeIn: {
            /** @description Values to add. */
            add_values?: components["schemas"]["EnumValueIn"][];
            /** @description New comment; null removes it. */
            comment?: string | null;
            /** @description New name. */
            new_name?: string | null;
            /** @description Values to rename. */
            rename_values?: components["schemas"]["EnumRenameIn"][];
        };
        /** @description An enum type to create. */
        EnumIn: {
            /** @description Free text. */
            comment?: string | null;
            /** @description `[A-Za-z_][A-Za-z0-9_]*`, at most 63 bytes. */
            name: string;
            /** @description Values in order, each of at most 63 bytes. */
            values: string[];
        };
        /** @description A value with its new name. */
        EnumRenameIn: {
            /** @description As it is. */
            from: string;
            /** @description As it will be. */
            to: string;
        };
        /** @description A value to add: at the end, or beside another. */
        EnumValueIn: {
            /** @description The value that it comes after. */
            after?: string | null;
            /** @description The value that it comes before. */
            before?: string | null;
            /** @description The value. */
            value: string;
        };
        /** @description What the last statement gave. */
        ExecuteOut: {
            /** @description Names and types of columns. */
            column_types: components["schemas"]["ColumnOut"][];
            /** @description Names of columns. */
            columns: string[];
            /** @description Rows as objects; of columns with one name the last counts. */
            data: Record<string, never>[];
            /**
             * Format: double
             * @description Seconds of the whole script.
             */
            execution_time: number;
            /** @description Whether every statement only reads, by its words. */
            is_read_only: boolean;
            /** @description Command tag. */
            message: string;
            /**
             * Format: int64
             * @description Rows returned or affected.
             */
            row_count: number;
            /** @description Always true; a failure is a problem document. */
            success: boolean;
            /** @description Whether there are more rows. */
            truncated: boolean;
        };
        /**
         * @description Whether plans are wanted instead of results.
         * @enum {string}
         */
        Explain: "plan" | "analyze";
        /**
         * @description Formats of files.
         * @enum {string}
         */
        ExportFormat: "csv" | "json" | "ndjson";
        /** @description A query whose result is wanted as a file. */
        ExportIn: {
            /** @description Format of the file. */
            format: components["schemas"]["ExportFormat"];
            /**
             * Format: uuid
             * @description A fresh UUID of the client's choice, to cancel the export by.
             */
            id?: string | null;
            /** @description Values of `$1`, `$2` …. */
            params?: Record<string, never>[];
            /** @description A single statement that gives rows; it runs in a READ ONLY transaction. */
            query: string;
            /**
             * Format: int64
             * @description Time limit in milliseconds of the whole export, at most 600,000; the server's limit by default.
             */
            timeout_ms?: number | null;
        };
        /** @description A bad line of a file. */
        FaultOut: {
            /** @description Column, where it is one column's fault. */
            column?: string | null;
            /**
             * Format: int64
             * @description Line on which the row begins, from 1.
             */
            line: number;
            /** @description What is wrong. */
            reason: string;
        };
        /** @description A file as lists and metadata show it. */
        FileOut: {
            /** @description Bucket. */
            bucket: string;
            /** @description Stored Cache-Control. */
            cache_control?: string | null;
            /** @description Media type. */
            content_type: string;
            /**
             * Format: int64
             * @description Unix seconds.
             */
            created_at: number;
            /** @description ETag without quotes. */
            etag: string;
            /**
             * Format: uuid
             * @description Id; stays when the file is overwritten or moved.
             */
            file_id: string;
            /** @description Part of the name after the last slash. */
            filename: string;
            /** @description Name in the bucket. */
            id: string;
            /** @description The uploader's own members. */
            metadata: Record<string, never>;
            /**
             * Format: uuid
             * @description Who uploaded it.
             */
            owner_id?: string | null;
            /**
             * Format: int64
             * @description Bytes.
             */
            size: number;
            /**
             * Format: int64
             * @description Unix seconds.
             */
            updated_at: number;
            /** @description Path of its URL; no credentials are needed when the bucket is public. */
            url: string;
        };
        /** @description Answer of `/health`. */
        HealthOut: {
            /** @description `connected` or `unreachable`. */
            database: string;
            /** @description `dev`, `staging` or `prod`. */
            environment: string;
            /** @description For people. */
            message: string;
            /** @description Always `backend`, as the original answers. */
            service: string;
            /** @description `ready`, or `degraded` when the database or an actor is down. */
            status: string;
            /** @description Version of this server. */
            version: string;
        };
        /** @description An execution as clients of the original report it. */
        HistoryIn: {
            /** @description At most 100,000 characters. */
            query: string;
            result: components["schemas"]["HistoryResultIn"];
        };
        /** @description Its outcome. */
        HistoryResultIn: {
            error?: string | null;
            /** Format: double */
            execution_time?: number;
            is_read_only?: boolean;
            /** Format: int64 */
            row_count?: number;
        };
        /**
         * @description Kind of identity column.
         * @enum {string}
         */
        Identity: "always" | "by-default";
        /** @description What an import did. */
        ImportOut: {
            /** @description Columns that got values; the others have their defaults. */
            columns: string[];
            /** @description Whether it was made. */
            created: boolean;
            /** @description Whether it was only tried. */
            dry_run: boolean;
            /**
             * Format: int64
             * @description Rows inserted.
             */
            rows: number;
            /** @description The table. */
            table: string;
        };
        /** @description A column of an index: its name, or an object. */
        IndexColumnIn: string | {
            /** @description Whether it is ordered from high to low. */
            descending?: boolean;
            /** @description The column's name. */
            name: string;
            /** @description Operator class, such as `gin_trgm_ops`. */
            operator_class?: string | null;
        } | {
            /** @description The expression. */
            expression: string;
        };
        /** @description An index to create. */
        IndexIn: {
            /** @description Columns in order. */
            columns?: components["schemas"]["IndexColumnIn"][];
            /** @description Columns that it holds besides, for index-only scans. */
            include?: string[];
            /** @description `btree` (default), `hash`, `gin`, `gist`, `spgist` or `brin`. */
            method?: string | null;
            /** @description `idx_<table>_<columns>` by default. */
            name?: string | null;
            /** @description Whether it is unique. */
            unique?: boolean;
            /** @description Indexes only rows that satisfy this SQL expression; administrators only. */
            where?: string | null;
        };
        /** @description The index that was made. */
        IndexOut: {
            /** @description Its name. */
            name: string;
        };
        /** @description State of an index. */
        IndexState: {
            /** @description Why it failed. */
            error?: string | null;
            /** @description Its name. */
            name: string;
            /** @description What a build is doing, in PostgreSQL's words, and how far it is. */
            progress?: Record<string, never> | null;
            /** @description `ready`, `building` or `failed`. */
            state: string;
        };
        /**
         * @description What an operation does.
         * @enum {string}
         */
        Kind: "insert" | "update" | "delete" | "rpc";
        /** @description A page of files. */
        ListOut: {
            files: components["schemas"]["FileOut"][];
            /** @description Beginnings of names up to `delimiter`. */
            folders: string[];
            /** @description Present when there is more. */
            next_cursor?: string | null;
            success: boolean;
        };
        /** @description Body of login. */
        LoginIn: {
            email: string;
            password: string;
        };
        /** @description Query or body of logout; the original's clients send either. */
        LogoutIn: {
            access_token?: string | null;
            refresh_token?: string | null;
        };
        /** @description A confirmation. */
        MessageOut: {
            message: string;
        };
        /** @description What to change; what is absent stays. */
        MetadataIn: {
            /** @description Cache-Control; null removes it. */
            cache_control?: string | null;
            /** @description Media type. */
            content_type?: string | null;
            /** @description The uploader's own members, all of them. */
            metadata?: Record<string, never> | null;
            /** @description Name in the bucket. */
            path: string;
        };
        /**
         * @description What may remain of a script.
         * @enum {string}
         */
        Mode: "read-write" | "read-only" | "rollback";
        /** @description Changes of a column that is named beside them. */
        NamedColumnChangeIn: components["schemas"]["ColumnChangeIn"] & {
            /** @description The column's name as it is. */
            name: string;
        };
        /** @description A message that is no error: `RAISE NOTICE`, warnings. */
        Notice: {
            /** @description Details. */
            detail?: string | null;
            /** @description Hint. */
            hint?: string | null;
            /** @description Text. */
            message: string;
            /** @description `NOTICE`, `WARNING`, `INFO`, `DEBUG` or `LOG`. */
            severity: string;
            /** @description SQLSTATE. */
            sqlstate: string;
        };
        /**
         * @description What happens to rows that point at one that goes or changes.
         * @enum {string}
         */
        OnDelete: "no-action" | "restrict" | "cascade" | "set-null" | "set-default";
        /** @description One bucket. */
        OneBucketOut: {
            bucket: components["schemas"]["BucketOut"];
            success: boolean;
        };
        /**
         * @description One operation. A member `{"$ref": "0.id"}` in `values`, `args` or `where` stands for column `id` of the first row of
         *     operation 0; `"0.2.id"` for that of its third row; `"0"` for the value that a function has returned.
         */
        OperationIn: {
            /** @description Arguments by name. */
            args?: unknown;
            /**
             * Format: int64
             * @description Number of rows that must be affected.
             */
            expect?: number | null;
            /** @description Function of rpc. */
            function?: string | null;
            /** @description Columns of a unique constraint, for an upsert; the key by default. */
            on_conflict?: string | null;
            /** @description What is done. */
            op: components["schemas"]["Kind"];
            resolution?: components["schemas"]["ResolutionIn"] | null;
            /** @description Columns that are answered. */
            select?: string | null;
            /** @description Table of insert, update and delete. */
            table?: string | null;
            /** @description A row, or for insert an array of rows. */
            values?: unknown;
            /** @description Filters by column, `{"id": "eq.5"}`; `and` and `or` work too. */
            where?: unknown;
        };
        /** @description Fields of an origin. */
        OriginIn: {
            description?: string | null;
            extra_metadata?: unknown;
            is_active?: boolean | null;
            /** @description `*` or `scheme://host[:port]`. */
            origin?: string | null;
        };
        /** @description An origin as the API shows it. */
        OriginOut: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by?: string | null;
            description?: string | null;
            extra_metadata: unknown;
            /** Format: uuid */
            id: string;
            is_active: boolean;
            origin: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description A page of origins. */
        OriginsOut: {
            origins: components["schemas"]["OriginOut"][];
            /** Format: int64 */
            total_count: number;
        };
        /** @description Where a page lies. */
        PaginationOut: {
            has_more: boolean;
            /** Format: int64 */
            limit: number;
            /** Format: int64 */
            offset: number;
            /** Format: int64 */
            total: number;
        };
        /** @description Body of set-password. */
        PasswordIn: {
            new_password: string;
        };
        /** @description Names of files. */
        PathsIn: {
            /** @description 1 to 1000. */
            paths: string[];
        };
        /** @description Changes of a policy; what is absent stays. */
        PolicyChangeIn: {
            /** @description New expression; administrators only. */
            check?: string | null;
            /** @description New name. */
            new_name?: string | null;
            /** @description New roles, `anon`, `authenticated` or both; administrators only. */
            roles?: string[] | null;
            /** @description New expression; administrators only. */
            using?: string | null;
        };
        /** @description A policy to create: a preset, or expressions of an administrator. */
        PolicyIn: {
            /** @description Rows that can be inserted or be the result of an update: an SQL expression; administrators only. */
            check?: string | null;
            /** @description With `own-rows`: the column that holds the owner's id, of type uuid or text. */
            column?: string | null;
            command?: components["schemas"]["Command"] | null;
            /** @description Any text of up to 63 bytes that does not begin with `selfdb_`; made from the preset without one. */
            name?: string | null;
            /** @description False for a restrictive policy, which narrows what all others give. */
            permissive?: boolean | null;
            preset?: components["schemas"]["Preset"] | null;
            /** @description `anon`, `authenticated` or both; both without. A preset has roles of its own. */
            roles?: string[] | null;
            /** @description Rows that can be seen, changed and deleted: an SQL expression; administrators only. */
            using?: string | null;
        };
        /** @description The policy that was made or changed. */
        PolicyOut: {
            /** @description Its name. */
            name: string;
        };
        /**
         * @description Rules that every table's owner may set up.
         * @enum {string}
         */
        Preset: "own-rows" | "authenticated" | "public-read" | "public";
        /** @description A column of the file. */
        PreviewColumnOut: {
            /** @description Column that it would go into; null where the table has none of that name. */
            column?: string | null;
            /** @description Whether a row had no value. */
            nullable: boolean;
            /** @description Name in the file. */
            source: string;
            /** @description Type of that column, or for a new table the narrowest that fits all rows seen. */
            type: string;
        };
        /** @description What the file holds. */
        PreviewOut: {
            /** @description Columns. */
            columns: components["schemas"]["PreviewColumnOut"][];
            /** @description Format as it was read. */
            format: string;
            /** @description Lines that are no rows, at most 20. */
            lines: components["schemas"]["FaultOut"][];
            /** @description The first 20 rows, in the order of the columns. */
            rows: Record<string, never>[][];
            /** @description Rows that were looked at. */
            sampled: number;
        };
        /** @description Columns that a role may use; an absent member stays, null stands for the whole table. */
        PrivilegesIn: {
            /** @description Columns that an insert may give. */
            insert?: string[] | null;
            /** @description `anon` or `authenticated`. */
            role: string;
            /** @description Columns that can be read. */
            select?: string[] | null;
            /** @description Columns that an update may set. */
            update?: string[] | null;
        };
        /**
         * @description What a signed URL lets its bearer do.
         * @enum {string}
         */
        Purpose: "download" | "upload";
        /** @description SQL in the original's shape. */
        QueryIn: {
            /** @description Values of `$1`, `$2` …. */
            params?: Record<string, never>[];
            /** @description 1 to 100,000 characters. */
            query: string;
        };
        /** @description The original's answer. */
        QueryOut: {
            /** @description Names of columns. */
            columns: string[];
            /** @description Rows as objects; for a script that writes, what it did. */
            data: Record<string, never>[];
            /** @description What went wrong. */
            error?: string | null;
            /** @description SQLSTATE, statement, position and hint of what went wrong. */
            error_detail?: Record<string, never> | null;
            /**
             * Format: double
             * @description Seconds.
             */
            execution_time: number;
            /** @description Whether it only reads. */
            is_read_only: boolean;
            /** @description A short sentence. */
            message?: string | null;
            operations_summary?: components["schemas"]["Summary"] | null;
            /**
             * Format: int64
             * @description Rows returned or affected.
             */
            row_count: number;
            /** @description Whether the script succeeded. */
            success: boolean;
            /** @description Whether rows were left out. */
            truncated: boolean;
        };
        /** @description What a foreign key points at. */
        ReferenceIn: {
            /** @description Its columns; the primary key without them. */
            columns?: string[];
            /** @description When the row pointed at goes; `no-action` by default. */
            on_delete?: components["schemas"]["OnDelete"];
            /** @description When its key changes; `no-action` by default. */
            on_update?: components["schemas"]["OnDelete"];
            /** @description A table of schema public, or `auth.users`. */
            table: string;
        };
        /** @description Body of refresh. */
        RefreshIn: {
            refresh_token?: string | null;
        };
        /** @description Body of register. */
        RegisterIn: {
            email: string;
            first_name?: string | null;
            last_name?: string | null;
            password: string;
        };
        /**
         * @description What an insert does about rows that are there.
         * @enum {string}
         */
        ResolutionIn: "merge" | "ignore";
        /** @description Queries of this node. */
        RunningOut: {
            /** @description The oldest first. */
            queries: components["schemas"]["RunningQuery"][];
        };
        /** @description A query that runs at this moment. */
        RunningQuery: {
            /**
             * Format: uuid
             * @description Id, as its client chose it.
             */
            id: string;
            /** @description The beginning of its text. */
            query: string;
            /**
             * Format: date-time
             * @description Since when.
             */
            started_at: string;
            /**
             * Format: uuid
             * @description Who runs it.
             */
            user_id: string;
        };
        /** @description Columns and indexes of a new table. */
        SchemaIn: {
            /** @description At least one. */
            columns?: components["schemas"]["ColumnIn"][];
            /** @description Constraints besides those that columns bring along. */
            constraints?: components["schemas"]["ConstraintIn"][];
            /** @description Indexes besides those of keys. */
            indexes?: components["schemas"]["IndexIn"][] | null;
        };
        /** @description An open session. */
        SessionOut: {
            /** Format: date-time */
            created_at: string;
            /** @description Whether it is the session of this very request. */
            current: boolean;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            /** @description Client address of the login. */
            ip?: string | null;
            /** Format: date-time */
            refreshed_at: string;
            /** @description User-Agent header of the login. */
            user_agent?: string | null;
        };
        /** @description Open sessions. */
        SessionsOut: {
            sessions: components["schemas"]["SessionOut"][];
        };
        /** @description What a URL is to be good for. */
        SignIn: {
            /**
             * Format: int64
             * @description Seconds, at most seven days; an hour by default.
             */
            expires_in?: number | null;
            /** @description Whether an upload may overwrite. */
            overwrite?: boolean;
            /** @description Name of the file. */
            path: string;
            purpose?: components["schemas"]["Purpose"] | null;
        };
        /** @description A URL that needs no other credentials. */
        SignOut: {
            /** Format: date-time */
            expires_at: string;
            /** @description The token in it. */
            token: string;
            /** @description Path and query; put the server's address before it. */
            url: string;
        };
        /** @description A snippet to keep. */
        SnippetIn: {
            /** @description Free text, at most 2,000 characters. */
            description?: string | null;
            /** @description Whether other administrators see it. */
            is_shared?: boolean;
            /** @description 1 to 100 characters. */
            name: string;
            /** @description SQL, at most 100,000 characters. */
            sql_code: string;
        };
        /** @description Changes of a snippet; what is absent stays. */
        SnippetPatch: {
            /** @description Free text; null removes it. */
            description?: string | null;
            /** @description Whether other administrators see it. */
            is_shared?: boolean | null;
            /** @description 1 to 100 characters. */
            name?: string | null;
            /** @description SQL, at most 100,000 characters. */
            sql_code?: string | null;
        };
        /** @description SQL to run. */
        SqlIn: {
            explain?: components["schemas"]["Explain"] | null;
            /**
             * Format: uuid
             * @description A fresh UUID of the client's choice, to cancel the query by while it runs.
             */
            id?: string | null;
            /** @description Rows per statement that come back: 1 to 10,000, 1,000 by default. */
            max_rows?: number | null;
            mode?: components["schemas"]["Mode"] | null;
            /**
             * @description Values of `$1`, `$2` …, shared by all statements; their types are inferred by the database. Numbers keep
             *     all digits, arrays become arrays, objects JSON documents.
             */
            params?: Record<string, never>[];
            /**
             * @description One statement, or several separated by semicolons. They are one transaction, unless the script has
             *     transactions of its own. 1 to 100,000 characters.
             */
            query: string;
            /**
             * Format: int64
             * @description Time limit in milliseconds, at most 600,000; the server's limit by default.
             */
            timeout_ms?: number | null;
        };
        /** @description What a script gave. */
        SqlOut: {
            /**
             * Format: double
             * @description Seconds.
             */
            execution_time: number;
            /**
             * Format: uuid
             * @description Id of the query.
             */
            id: string;
            /** @description Whether every statement only reads, by its words. */
            is_read_only: boolean;
            /** @description Mode it ran in. */
            mode: components["schemas"]["Mode"];
            /** @description One result for each statement. */
            results: components["schemas"]["StatementOut"][];
        };
        /** @description What one statement gave. */
        StatementOut: {
            /**
             * Format: int64
             * @description Rows inserted, updated, deleted or selected, as the command tag says.
             */
            affected?: number | null;
            /** @description Columns. */
            columns: components["schemas"]["ColumnOut"][];
            /** @description Command tag, such as `INSERT 0 2`; null where the rest of a result was not read. */
            command?: string | null;
            /**
             * Format: double
             * @description Seconds.
             */
            execution_time: number;
            /** @description What the statement had to say besides. */
            notices: components["schemas"]["Notice"][];
            /** @description Number of rows in `rows`. */
            row_count: number;
            /** @description The rows as arrays, in the order of `columns`. */
            rows: Record<string, never>[][];
            /** @description Place in the script, from 1. */
            statement: number;
            /** @description Whether there are more rows. */
            truncated: boolean;
        };
        /** @description Counts over a script. */
        Summary: {
            /**
             * Format: int64
             * @description Indexes created.
             */
            indexes_created: number;
            /**
             * Format: int64
             * @description Indexes dropped.
             */
            indexes_dropped: number;
            /**
             * Format: int64
             * @description Rows deleted.
             */
            rows_deleted: number;
            /**
             * Format: int64
             * @description Rows inserted.
             */
            rows_inserted: number;
            /**
             * Format: int64
             * @description Rows updated.
             */
            rows_updated: number;
            /**
             * Format: int64
             * @description ALTER TABLE statements.
             */
            tables_altered: number;
            /**
             * Format: int64
             * @description Tables created.
             */
            tables_created: number;
            /**
             * Format: int64
             * @description Tables dropped.
             */
            tables_dropped: number;
            /**
             * Format: int64
             * @description Tables among them that became the administrator's.
             */
            tables_registered: number;
            /**
             * Format: int64
             * @description Tables emptied.
             */
            tables_truncated: number;
            /**
             * Format: int64
             * @description Operations listed.
             */
            total_operations: number;
        };
        /** @description The statement that makes a table. */
        TableSqlOut: {
            /** @description `CREATE TABLE …`, constraints and indexes included. */
            sql: string;
        };
        /** @description A pair of tokens and its user. */
        TokenOut: {
            access_token: string;
            /**
             * Format: int64
             * @description Lifetime of the access token in seconds.
             */
            expires_in: number;
            refresh_token: string;
            /** @description Always `Bearer`. */
            token_type: string;
            user: components["schemas"]["UserOut"];
        };
        /** @description A topic, for the inspector. */
        TopicInfo: {
            /** @description Channels. */
            channels: number;
            /** @description Present channels. */
            presences: number;
            /** @description Whether policies decide who takes part. */
            private: boolean;
            /** @description Name without realtime-js' prefix. */
            topic: string;
        };
        /** @description Topics with channels. */
        TopicsOut: {
            /** @description Those with the most channels first, 1,000 at most. */
            topics: components["schemas"]["TopicInfo"][];
        };
        /** @description From where to where. */
        TransferIn: {
            /** @description Name of the file. */
            from: string;
            /** @description Whether a file that is there already gives way. */
            overwrite?: boolean;
            /** @description New name. */
            to: string;
            /** @description Bucket it goes to; the same without it. */
            to_bucket?: string | null;
        };
        /** @description What to try as somebody; everything is rolled back. */
        TrialIn: {
            /** @description Whether to delete `row`. */
            delete?: boolean;
            /** @description A row to insert. */
            insert?: Record<string, never> | null;
            /**
             * Format: int32
             * @description Visible rows to show, 10 by default and at most 100.
             */
            limit?: number | null;
            /** @description Columns and values that name one row, for instance its key. */
            row?: Record<string, never> | null;
            /** @description What to set in `row`. */
            update?: Record<string, never> | null;
            /**
             * Format: uuid
             * @description The user; null or absent for a caller without one.
             */
            user_id?: string | null;
        };
        /** @description What the user could see and do. */
        TrialResult: {
            delete?: components["schemas"]["Attempt"] | null;
            insert?: components["schemas"]["Attempt"] | null;
            /** @description Whether there are more visible rows than `select.rows` says. */
            more: boolean;
            /** @description Role of the user's transactions. */
            role: string;
            /** @description Whether the row is visible; null where none was named. */
            row_visible?: boolean | null;
            /** @description Some visible rows, with the columns that the role may read. */
            sample: Record<string, never>[];
            /** @description Reading. */
            select: components["schemas"]["Attempt"];
            update?: components["schemas"]["Attempt"] | null;
        };
        /**
         * @description Changes of a table; what is absent stays. All of them happen, or none: parts are dropped first, then columns are
         *     changed and added, then constraints and indexes.
         */
        UpdateTableIn: {
            access_level?: components["schemas"]["AccessLevel"] | null;
            /** @description Columns to add. */
            add_columns?: components["schemas"]["ColumnIn"][];
            /** @description Constraints to add. */
            add_constraints?: components["schemas"]["ConstraintIn"][];
            /** @description Indexes to add. */
            add_indexes?: components["schemas"]["IndexIn"][];
            /** @description Columns to change. */
            alter_columns?: components["schemas"]["NamedColumnChangeIn"][];
            /** @description New description; null removes it. */
            description?: string | null;
            /** @description Names of columns to drop. */
            drop_columns?: string[];
            /** @description Names of constraints to drop. */
            drop_constraints?: string[];
            /** @description Names of indexes to drop. */
            drop_indexes?: string[];
            /** @description New name. */
            new_name?: string | null;
            /**
             * Format: uuid
             * @description New owner, null for none; administrators only.
             */
            owner_id?: string | null;
            /** @description Short for `access_level` `public-read` or `private`. */
            public?: boolean | null;
            /** @description Whether changes are recorded for realtime. */
            realtime?: boolean | null;
        };
        /** @description Fields of the form; `bucket` and `path` best come before `file`. */
        UploadForm: {
            /** @description Bucket. */
            bucket: string;
            /**
             * Format: binary
             * @description The file.
             */
            file: string;
            /** @description Name in the bucket; the file's own name without it. */
            path?: string | null;
            /** @description `false` refuses to overwrite. */
            upsert?: boolean | null;
        };
        /** @description A file that was written. */
        UploadOut: {
            /** @description Bucket. */
            bucket: string;
            /** @description Media type. */
            content_type: string;
            /** @description ETag without quotes: MD5. */
            etag: string;
            /**
             * Format: uuid
             * @description Id; null where the caller may write but not read.
             */
            file_id?: string | null;
            message: string;
            /** @description Name in the bucket. */
            path: string;
            /**
             * Format: int64
             * @description Bytes.
             */
            size: number;
            success: boolean;
            /**
             * Format: date-time
             * @description Written at.
             */
            upload_time: string;
        };
        /** @description A user as the API shows it. */
        UserOut: {
            /** Format: date-time */
            created_at: string;
            email: string;
            first_name?: string | null;
            /** Format: uuid */
            id: string;
            is_active: boolean;
            /** Format: date-time */
            last_login_at?: string | null;
            last_name?: string | null;
            /** @description `USER` or `ADMIN`. */
            role: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description Fields to change; those that are absent stay. */
        UserPatch: {
            email?: string | null;
            /** @description null clears it. */
            first_name?: string | null;
            is_active?: boolean | null;
            /** @description null clears it. */
            last_name?: string | null;
            /** @description 8 to 128 characters. */
            password?: string | null;
            /** @description `USER` or `ADMIN`. */
            role?: string | null;
        };
        /** @description A page of users. */
        UsersOut: {
            pagination: components["schemas"]["PaginationOut"];
            users: components["schemas"]["UserOut"][];
        };
        /** @description A view to create. */
        ViewIn: {
            /** @description Free text. */
            comment?: string | null;
            /** @description `[A-Za-z_][A-Za-z0-9_]*`, at most 63 bytes. */
            name: string;
            /** @description The query, one SELECT. */
            query: string;
            /** @description Whether a view of that name gets the new query. */
            replace?: boolean;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    broadcast_bare: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BroadcastsIn"];
            };
        };
        responses: {
            /** @description sent */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is to be stored conflicts with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a field is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the server is busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    broadcast_event_bare: {
        parameters: {
            query?: {
                /** @description Whether it goes to the private topic of this name. */
                private?: boolean;
            };
            header?: never;
            path: {
                /** @description topic, without `realtime:` */
                topic: string;
                /** @description event */
                event: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description sent */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description policies do not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What the path names does not exist, or not for the caller */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is to be stored conflicts with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a field is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the server is busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_audit_log: {
        parameters: {
            query?: {
                /** @description Page size, 1 to 200; 50 by default. */
                limit?: number;
                /** @description Lines to skip. */
                offset?: number;
                /** @description An action such as `user.update`, or its noun alone for all of them: `user`. */
                action?: string;
                /** @description Id of the administrator. */
                actor_id?: string;
                /** @description Id or name of what was changed. */
                target?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditOut"];
                };
            };
            /** @description the query is not readable */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no valid session */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not an ADMIN */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a parameter is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_users: {
        parameters: {
            query?: {
                /** @description Page size, 1 to 200; 50 by default. */
                limit?: number;
                /** @description Users to skip. */
                offset?: number;
                /** @description `created_at`, `email`, `last_login_at` or `role`, with `:asc` or `:desc`. */
                sort?: string;
                /** @description `USER` or `ADMIN`. */
                role?: string;
                /** @description Only active or only inactive ones. */
                is_active?: boolean;
                /** @description Part of e-mail or names. */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsersOut"];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not an ADMIN */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    create_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserOut"];
                };
            };
            /** @description the password is too short or too long */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not an ADMIN */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the e-mail is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a field is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description too many passwords to hash at once */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserOut"];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no such user */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    update_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserPatch"];
            };
        };
        responses: {
            /** @description The user as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        created_at: string;
                        email: string;
                        first_name?: string | null;
                        /** Format: uuid */
                        id: string;
                        is_active: boolean;
                        /** Format: date-time */
                        last_login_at?: string | null;
                        last_name?: string | null;
                        /** @description `USER` or `ADMIN`. */
                        role: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
            /** @description No field is named, or the password is too short or too long. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not an ADMIN. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such user. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The last active administrator, or an e-mail that is taken. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field is not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too many passwords to hash at once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    delete_user: {
        parameters: {
            query?: {
                /** @description Only deactivate. */
                soft_delete?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no such user */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the last administrator */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    patch_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserPatch"];
            };
        };
        responses: {
            /** @description The user as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        created_at: string;
                        email: string;
                        first_name?: string | null;
                        /** Format: uuid */
                        id: string;
                        is_active: boolean;
                        /** Format: date-time */
                        last_login_at?: string | null;
                        last_name?: string | null;
                        /** @description `USER` or `ADMIN`. */
                        role: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
            /** @description No field is named, or the password is too short or too long. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not an ADMIN. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such user. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The last active administrator, or an e-mail that is taken. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field is not valid. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too many passwords to hash at once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    set_password: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordIn"];
            };
        };
        responses: {
            /** @description set */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the password is too short or too long */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not an ADMIN */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no such user */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is to be stored conflicts with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description too many passwords to hash at once */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_user_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionsOut"];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not an ADMIN */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no such user */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    end_user_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndedOut"];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not an ADMIN */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no such user */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_api_keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyOut"][];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not an ADMIN */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    create_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyIn"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyOut"];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is to be stored conflicts with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a field is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    revoke_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description revoked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no such key */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePasswordIn"];
            };
        };
        responses: {
            /** @description changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description wrong current password */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is to be stored conflicts with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the new password breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the current password was wrong too often */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description too many passwords to hash at once */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenOut"];
                };
            };
            /** @description an access token, but no API key */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description wrong pair, inactive user or no valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is to be stored conflicts with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a field is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description too many failed logins */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description too many logins at once */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    logout: {
        parameters: {
            query?: {
                access_token?: string;
                refresh_token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["LogoutIn"] | null;
            };
        };
        responses: {
            /** @description what was ended */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is to be stored conflicts with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserOut"];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no valid session */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    own_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the key */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not an ADMIN */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenOut"];
                };
            };
            /** @description no token */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description unknown, expired, revoked or reused token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is to be stored conflicts with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenOut"];
                };
            };
            /** @description an access token, but no API key */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description registration is closed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the e-mail is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a field is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description too many e-mails that were taken */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description too many passwords to hash at once */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionsOut"];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no valid session */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    end_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the caller has no such open session */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_buckets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BucketsOut"];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    create_bucket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BucketIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneBucketOut"];
                };
            };
            /** @description the name is not usable */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a user or a service key is required */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a field is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_bucket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bucket: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneBucketOut"];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no such bucket, or none that is visible */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    put_bucket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bucket: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BucketIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneBucketOut"];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not the owner */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no such bucket */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is to be stored conflicts with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a field is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    delete_bucket: {
        parameters: {
            query?: {
                /** @description Deletes the bucket's files along with it. */
                force?: boolean;
            };
            header?: never;
            path: {
                bucket: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description {success, message} */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not the owner */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no such bucket */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description it holds files, and force is not set */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    patch_bucket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bucket: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BucketIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneBucketOut"];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not the owner */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no such bucket */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is to be stored conflicts with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a field is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_files: {
        parameters: {
            query?: {
                /** @description Beginning of the names. */
                prefix?: string | null;
                /** @description Folds names that go on after it, such as `/`, into `folders`. Orders by name. */
                delimiter?: string | null;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description 1 to 1000, 1000 by default. */
                limit?: number | null;
                /** @description `created_at` by default, `name` with `delimiter`. */
                sort?: unknown | null;
                /** @description `asc` or `desc`; `desc` by default, `asc` by name. */
                order?: unknown | null;
                /** @description Text that names contain, in any case; not together with `delimiter`. */
                search?: string | null;
            };
            header?: never;
            path: {
                bucket: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOut"];
                };
            };
            /** @description a parameter is not usable */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no such bucket, or none that is visible */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    copy_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bucket: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransferIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileOut"];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the policies do not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no such file or bucket */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the new name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    delete_files: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bucket: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PathsIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedOut"];
                };
            };
            /** @description a name is not usable */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What the path names does not exist, or not for the caller */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is to be stored conflicts with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description too few or too many */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_metadata: {
        parameters: {
            query: {
                /** @description Name in the bucket. */
                path: string;
            };
            header?: never;
            path: {
                bucket: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileOut"];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no such file, or none that is visible */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    set_metadata: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bucket: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MetadataIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileOut"];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no such file, or none that may be changed */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is to be stored conflicts with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    move_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bucket: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransferIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileOut"];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the policies do not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no such file, or none that may be moved */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the new name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    sign_url: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bucket: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignOut"];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the policies do not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no such file or bucket */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is to be stored conflicts with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a field is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_origins: {
        parameters: {
            query?: {
                /** @description Only active ones; the default. */
                active_only?: boolean;
                /** @description 1 to 1000; 100 by default. */
                limit?: number;
                /** @description Origins to skip. */
                offset?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OriginsOut"];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not an ADMIN */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    create_origin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OriginIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OriginOut"];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description exists */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no origin */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    refresh_cache: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    validate_origin: {
        parameters: {
            query: {
                /** @description `*` or `scheme://host[:port]`. */
                origin: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description origin, is_valid and error_message */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_origin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OriginOut"];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no such origin */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    update_origin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OriginIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OriginOut"];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no such origin */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is to be stored conflicts with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no origin */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    delete_origin: {
        parameters: {
            query?: {
                /** @description `false` only switches the origin off; `true` is the default. */
                hard_delete?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no such origin */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    upload_form: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["UploadForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadOut"];
                };
            };
            /** @description the form or the name is not usable */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the policies do not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no such bucket */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the file exists and upsert is false */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description too large, or over a quota */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the bucket does not take this type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a field is missing */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_file: {
        parameters: {
            query?: {
                /** @description Of a signed URL; no other credentials are needed then. */
                token?: string | null;
                /** @description Present: as an attachment, under this name unless it is empty. */
                download?: string | null;
            };
            header?: never;
            path: {
                bucket: string;
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The ranges asked for */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The name is not usable */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not public, and no valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such file, or none that is visible */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The condition is not met */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The range lies outside the file */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    put_file: {
        parameters: {
            query?: {
                /** @description Of a signed URL; no other credentials are needed then. */
                token?: string | null;
            };
            header?: never;
            path: {
                bucket: string;
                path: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": number[];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadOut"];
                };
            };
            /** @description the name is not usable */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no credentials, or a token that does not fit */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the policies do not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no such bucket */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is to be stored conflicts with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the condition is not met */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description too large, or over a quota */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the bucket does not take this type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    post_file: {
        parameters: {
            query?: {
                /** @description Of a signed URL; no other credentials are needed then. */
                token?: string | null;
            };
            header?: never;
            path: {
                bucket: string;
                path: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": number[];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadOut"];
                };
            };
            /** @description the name is not usable */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no credentials, or a token that does not fit */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the policies do not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no such bucket */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a file of that name exists */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description too large, or over a quota */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the bucket does not take this type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    delete_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bucket: string;
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description {success, message, bucket, path} */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the name is not usable */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no such file, or none that may be deleted */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    head_file: {
        parameters: {
            query?: {
                /** @description Of a signed URL; no other credentials are needed then. */
                token?: string | null;
                /** @description Present: as an attachment, under this name unless it is empty. */
                download?: string | null;
            };
            header?: never;
            path: {
                bucket: string;
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file's headers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not public, and no valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such file, or none that is visible */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The condition is not met */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    preview_import: {
        parameters: {
            query?: {
                /** @description `csv`, `json` or `ndjson`; by the Content-Type without it. */
                format?: "csv" | "json" | "ndjson";
                /** @description CSV: one ASCII character, a comma by default; `tab` means a tab. */
                delimiter?: string;
                /** @description CSV: whether the first row has the names; true by default. */
                header?: boolean;
                /** @description CSV: the text that means NULL where it stands without quotes; nothing at all by default. */
                null?: string;
                /** @description Existing table that the file is to go into. */
                table?: string;
                /** @description Whether the body is only the beginning of the file, so that its last row may be cut off; false by default. */
                partial?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>[];
                "application/x-ndjson": string;
                "text/csv": string;
            };
        };
        responses: {
            /** @description What the file holds */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewOut"];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is to be stored conflicts with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description More than 1 MiB; send the beginning with `partial=true` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    broadcast: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BroadcastsIn"];
            };
        };
        responses: {
            /** @description sent */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is to be stored conflicts with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a field is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the server is busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    broadcast_event: {
        parameters: {
            query?: {
                /** @description Whether it goes to the private topic of this name. */
                private?: boolean;
            };
            header?: never;
            path: {
                /** @description topic, without `realtime:` */
                topic: string;
                /** @description event */
                event: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description sent */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description policies do not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What the path names does not exist, or not for the caller */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is to be stored conflicts with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a field is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the server is busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_changes: {
        parameters: {
            query: {
                /** @description Position after which to begin, or an RFC 3339 time. */
                since: string;
                /** @description Table; all of the schema when left out. */
                table?: string;
                /** @description Schema; `public` when left out. */
                schema?: string;
                /** @description Filter as on a socket: `column=operator.value`, joined by commas. */
                filter?: string;
                /** @description Most changes to answer, 1 to 1000; 100 when left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangesOut"];
                };
            };
            /** @description an unknown parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a schema for administrators */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description history does not reach back that far */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a parameter is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    realtime_status: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description state and counts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    realtime_topics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TopicsOut"];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not an administrator */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    realtime_socket: {
        parameters: {
            query?: {
                /** @description Access token or API key. */
                token?: string;
                /** @description API key or access token. */
                apikey?: string;
                /** @description Version of the Phoenix serialiser, 1.0.0 or 2.0.0. Answers are written as the frames they answer. */
                vsn?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the socket is open */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no WebSocket handshake */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no valid token or key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description an unknown vsn */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description too many sockets */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    realtime_socket_of_phoenix: {
        parameters: {
            query?: {
                /** @description Access token or API key. */
                token?: string;
                /** @description API key or access token. */
                apikey?: string;
                /** @description Version of the Phoenix serialiser, 1.0.0 or 2.0.0. Answers are written as the frames they answer. */
                vsn?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the socket is open */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no WebSocket handshake */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no valid token or key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description an unknown vsn */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description too many sockets */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_access_keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessKeyOut"][];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    create_access_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccessKeyIn"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessKeyOut"];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description there are 20 already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the name is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    delete_access_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no such key of the caller */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_schema: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description tables, views, enums and functions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_enums: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Array of name, values and comment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    create_enum: {
        parameters: {
            query?: {
                /** @description Names, types and rights are checked and the statements returned, but nothing runs. */
                dry_run?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnumIn"];
            };
        };
        responses: {
            /** @description All enums, or with dry_run what would run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Name or value is not usable */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not an administrator */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    delete_enum: {
        parameters: {
            query?: {
                /** @description Names, types and rights are checked and the statements returned, but nothing runs. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                enum: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With dry_run: what would run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewOut"];
                };
            };
            /** @description Dropped */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A column uses it */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not an administrator */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such enum */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    update_enum: {
        parameters: {
            query?: {
                /** @description Names, types and rights are checked and the statements returned, but nothing runs. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                enum: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnumChangeIn"];
            };
        };
        responses: {
            /** @description All enums, or with dry_run what would run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Name or value is not usable */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not an administrator */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such enum */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A name or value is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_extensions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Array of extensions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not an administrator */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    enable_extension: {
        parameters: {
            query?: {
                /** @description Names, types and rights are checked and the statements returned, but nothing runs. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                extension: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All extensions, or with dry_run what would run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is not trusted */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not an administrator */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The cluster does not have it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is enabled already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    disable_extension: {
        parameters: {
            query?: {
                /** @description Names, types and rights are checked and the statements returned, but nothing runs. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                extension: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With dry_run: what would run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewOut"];
                };
            };
            /** @description Dropped */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something rests on it */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not an administrator */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is not enabled */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_schema_functions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Array of functions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not an administrator */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_types: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Array of name, schema, kind and values */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_views: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Array of views */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not an administrator */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    create_view: {
        parameters: {
            query?: {
                /** @description Names, types and rights are checked and the statements returned, but nothing runs. */
                dry_run?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewIn"];
            };
        };
        responses: {
            /** @description With dry_run: what would run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewOut"];
                };
            };
            /** @description All views */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Name or query is not usable */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not an administrator */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    delete_view: {
        parameters: {
            query?: {
                /** @description Names, types and rights are checked and the statements returned, but nothing runs. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                view: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With dry_run: what would run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewOut"];
                };
            };
            /** @description Dropped */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something rests on it */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not an administrator */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such view */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    run_sql: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SqlIn"];
            };
        };
        responses: {
            /** @description A result for each statement */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SqlOut"];
                };
            };
            /** @description A statement failed, and nothing of its transaction remains; `sqlstate`, `statement`, `position`, `line`, `column`, `hint` and `sql_detail` say how and where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Cancelled, also by the request's own `timeout_ms`, or the id is in use */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ran into the server's time limit and was cancelled */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    cancel_query: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelIn"];
            };
        };
        responses: {
            /** @description The query is being cancelled */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No query with this id runs on this node */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is to be stored conflicts with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    execute_sql: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SqlIn"];
            };
        };
        responses: {
            /** @description The last statement's result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecuteOut"];
                };
            };
            /** @description A statement failed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Cancelled, also by the request's own `timeout_ms`, or the id is in use */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ran into the server's time limit and was cancelled */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    export_sql: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportIn"];
            };
        };
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/json": Record<string, never>[];
                    "application/x-ndjson": string;
                };
            };
            /** @description The query failed or cannot be run read-only */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Cancelled, also by the request's own `timeout_ms`, or the id is in use */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ran into the server's time limit and was cancelled */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_history: {
        parameters: {
            query?: {
                /** @description 1 to 1000, 100 by default. */
                limit?: number;
                /** @description Entries to skip. */
                offset?: number;
                /** @description Text that entries hold, in any case. */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description `history`: array of executions; `total` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    add_history: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HistoryIn"];
            };
        };
        responses: {
            /** @description Accepted */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageOut"];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is to be stored conflicts with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    clear_history: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description `removed`: number of entries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    query_sql: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QueryIn"];
            };
        };
        responses: {
            /** @description Result or failure */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueryOut"];
                };
            };
            /** @description Refused as dangerous */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is to be stored conflicts with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_running: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The queries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunningOut"];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_snippets: {
        parameters: {
            query?: {
                /** @description 1 to 1000, 100 by default. */
                limit?: number;
                /** @description Entries to skip. */
                offset?: number;
                /** @description Text that entries hold, in any case. */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Array of snippets */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    create_snippet: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SnippetIn"];
            };
        };
        responses: {
            /** @description The snippet */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There are 1,000 already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    delete_snippet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such snippet */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    update_snippet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SnippetPatch"];
            };
        };
        responses: {
            /** @description The snippet */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such snippet */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is to be stored conflicts with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    status: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description versions and ports */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_tables: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Array of tables, by name */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    create_table: {
        parameters: {
            query?: {
                /** @description Names, types and rights are checked and the statements returned, but nothing runs. */
                dry_run?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTableIn"];
            };
        };
        responses: {
            /** @description With dry_run: what would run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewOut"];
                };
            };
            /** @description The table */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Name, column, type or default is not usable */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Expressions are for administrators */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    run_transaction: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 characters */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description At least one, at most 100. */
                    operations: components["schemas"]["OperationIn"][];
                };
            };
        };
        responses: {
            /** @description `results`: for each operation `op` and either `affected` and `rows`, or `result` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An operation is malformed or failed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do one of them */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A table or function does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A constraint is violated, or another number of rows was expected */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The idempotency key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_table: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The table */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    put_table: {
        parameters: {
            query?: {
                /** @description Names, types and rights are checked and the statements returned, but nothing runs. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateTableIn"];
            };
        };
        responses: {
            /** @description The table, or with dry_run what would run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A part is not usable */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not the owner */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The table is in use */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    delete_table: {
        parameters: {
            query?: {
                /** @description Names, types and rights are checked and the statements returned, but nothing runs. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With dry_run: what would run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewOut"];
                };
            };
            /** @description Dropped */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not the owner */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    patch_table: {
        parameters: {
            query?: {
                /** @description Names, types and rights are checked and the statements returned, but nothing runs. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateTableIn"];
            };
        };
        responses: {
            /** @description The table, or with dry_run what would run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A part is not usable */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not the owner */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The table is in use */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    add_column: {
        parameters: {
            query?: {
                /** @description Names, types and rights are checked and the statements returned, but nothing runs. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ColumnIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ColumnStatusOut"];
                };
            };
            /** @description Name, type or default is not usable */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not the owner */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is one of that name */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    update_column: {
        parameters: {
            query?: {
                /** @description Names, types and rights are checked and the statements returned, but nothing runs. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                table: string;
                column: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ColumnChangeIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ColumnStatusOut"];
                };
            };
            /** @description Not usable, or no such column */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not the owner */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is one of that name */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    delete_column: {
        parameters: {
            query?: {
                /** @description Names, types and rights are checked and the statements returned, but nothing runs. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                table: string;
                column: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ColumnStatusOut"];
                };
            };
            /** @description No such column, or part of the key */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not the owner */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    patch_column: {
        parameters: {
            query?: {
                /** @description Names, types and rights are checked and the statements returned, but nothing runs. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                table: string;
                column: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ColumnChangeIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ColumnStatusOut"];
                };
            };
            /** @description Not usable, or no such column */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not the owner */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is one of that name */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_constraints: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Array of constraints */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not the owner */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    create_constraint: {
        parameters: {
            query?: {
                /** @description Names, types and rights are checked and the statements returned, but nothing runs. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConstraintIn"];
            };
        };
        responses: {
            /** @description With dry_run: what would run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewOut"];
                };
            };
            /** @description The table's constraints */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Name, column or expression is not usable */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not the owner, or a check of a user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The name is taken, or rows do not satisfy it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    delete_constraint: {
        parameters: {
            query?: {
                /** @description Names, types and rights are checked and the statements returned, but nothing runs. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                table: string;
                constraint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With dry_run: what would run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewOut"];
                };
            };
            /** @description Dropped */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not the owner */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table or constraint */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_data: {
        parameters: {
            query?: {
                /** @description From 1. */
                page?: number | null;
                /** @description 1 to 1000, 100 by default. */
                page_size?: number | null;
                /** @description `col`, `col:asc` or `col:desc`. */
                order_by?: string | null;
                /** @description Column that must equal `filter_value`. */
                filter_column?: string | null;
                /** @description Value of `filter_column`. */
                filter_value?: string | null;
            };
            header?: never;
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description `data` and `metadata` {total_count, page, page_size, total_pages, columns} */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What the path names does not exist, or not for the caller */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    create_data: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description The row */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What the path names does not exist, or not for the caller */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is to be stored conflicts with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    update_data: {
        parameters: {
            query?: {
                /** @description `id` by default. */
                id_column?: string | null;
            };
            header?: never;
            path: {
                table: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description The row */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such row */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is to be stored conflicts with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    delete_data: {
        parameters: {
            query?: {
                /** @description `id` by default. */
                id_column?: string | null;
            };
            header?: never;
            path: {
                table: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such row */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    import_table: {
        parameters: {
            query?: {
                /** @description `csv`, `json` or `ndjson`; by the Content-Type without it. */
                format?: "csv" | "json" | "ndjson";
                /** @description CSV: one ASCII character, a comma by default; `tab` means a tab. */
                delimiter?: string;
                /** @description CSV: whether the first row has the names; true by default. */
                header?: boolean;
                /** @description CSV: the text that means NULL where it stands without quotes; nothing at all by default. */
                null?: string;
                /** @description Whether the table is made; false by default. */
                create?: boolean;
                /**
                 * @description JSON object from names in the file to columns; null leaves one out. Names that are missing go to the column
                 *     of the same name.
                 */
                columns?: string;
                /** @description New table: JSON object from columns to types, where the guess is not wanted. */
                types?: string;
                /** @description New table: its key column. Without it `id`, or a new column `id`. */
                primary_key?: string;
                /** @description New table: who may use it; `private` by default. */
                access_level?: "private" | "authenticated" | "public-read" | "public";
                /** @description Bad lines reported at most: 1 to 1000, 100 by default. */
                max_errors?: number;
                /** @description Tries everything and keeps nothing; false by default. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>[];
                "application/x-ndjson": string;
                "text/csv": string;
            };
        };
        responses: {
            /** @description Imported into an existing table, or only tried */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportOut"];
                };
            };
            /** @description The table was made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportOut"];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The name of the new table is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad lines or a mapping that does not fit; `lines` has line, column and reason */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_indexes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Array of indexes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not the owner */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    create_index: {
        parameters: {
            query?: {
                /** @description Built beside writers, which takes longer and goes on after the answer; its state is at `/indexes/{name}`. */
                concurrently?: boolean;
                /** @description Only shown, not run. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IndexIn"];
            };
        };
        responses: {
            /** @description With dry_run: what would run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewOut"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IndexOut"];
                };
            };
            /** @description It is being built beside writers */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IndexOut"];
                };
            };
            /** @description Name, column, method or expression is not usable */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not the owner, or an expression of a user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The name is taken, or values are not unique */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_index: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                table: string;
                index: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IndexState"];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not the owner */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table or index */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    delete_index: {
        parameters: {
            query?: {
                /** @description Names, types and rights are checked and the statements returned, but nothing runs. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                table: string;
                index: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With dry_run: what would run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewOut"];
                };
            };
            /** @description Dropped */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not the owner */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table or index */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It belongs to a constraint */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_policies: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Array of policies */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not the owner */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    create_policy: {
        parameters: {
            query?: {
                /** @description Names, types and rights are checked and the statements returned, but nothing runs. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PolicyIn"];
            };
        };
        responses: {
            /** @description With dry_run: what would run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewOut"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyOut"];
                };
            };
            /** @description Name, column or expression is not usable */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not the owner, or an expression of a user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is one of that name, or the table is closed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    test_policies: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrialIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialResult"];
                };
            };
            /** @description Row or column is not usable */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not the owner */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table or user */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is to be stored conflicts with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    delete_policy: {
        parameters: {
            query?: {
                /** @description Names, types and rights are checked and the statements returned, but nothing runs. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                table: string;
                policy: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With dry_run: what would run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewOut"];
                };
            };
            /** @description Dropped */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not the owner */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table or policy */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The policy follows from the table's settings */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    update_policy: {
        parameters: {
            query?: {
                /** @description Names, types and rights are checked and the statements returned, but nothing runs. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                table: string;
                policy: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PolicyChangeIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyOut"];
                };
            };
            /** @description Name or expression is not usable */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not the owner, or an expression of a user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table or policy */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The name is taken, or the policy follows from the table's settings */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_privileges: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Array of role, privilege, granted and columns */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not the owner */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    set_privileges: {
        parameters: {
            query?: {
                /** @description Names, types and rights are checked and the statements returned, but nothing runs. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PrivilegesIn"];
            };
        };
        responses: {
            /** @description As GET, or with dry_run what would run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Role or column is not usable */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not the owner */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The table is closed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_rows: {
        parameters: {
            query?: {
                /** @description 100 by default; at most SELFDB_MAX_ROWS */
                limit?: number;
                offset?: number;
                order?: string;
                select?: string;
                cursor?: string;
            };
            header?: never;
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Array of rows; Content-Range names their positions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unknown column or operator, or over a limit */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not readable by the caller */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    create_rows: {
        parameters: {
            query?: {
                /** @description Members that are written; others are left out */
                columns?: string;
                on_conflict?: string;
            };
            header?: never;
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description The row, or the rows as an array */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The one row was there already and is left alone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unknown column or unusable value */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What the path names does not exist, or not for the caller */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A constraint is violated */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_row: {
        parameters: {
            query?: {
                /** @description Columns and embedded resources */
                select?: string;
            };
            header?: never;
            path: {
                table: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The row */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The row is as `If-None-Match` says */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such row, or none that is visible */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    put_row: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                table: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description The row */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such row */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is to be stored conflicts with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The row is not as `If-Match` says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    delete_row: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                table: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such row */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The row is not as `If-Match` says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    patch_row: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                table: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description The row */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such row */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is to be stored conflicts with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The row is not as `If-Match` says */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_table_sql: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TableSqlOut"];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_types: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A TypeScript module */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not an administrator */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    create_upload: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description `Location` of the upload */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a header is not usable */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the policies do not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no such bucket */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description another version of the protocol */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description too large, or over a quota */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the bucket does not take this type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    upload_options: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description `Tus-Version`, `Tus-Extension`, `Tus-Max-Size` */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    delete_upload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description given up */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no such upload of the caller */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description another version of the protocol */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    head_upload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description `Upload-Offset`, and `Upload-Length` if it is known */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no such upload of the caller, or it is finished */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description another version of the protocol */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    patch_upload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/offset+octet-stream": number[];
            };
        };
        responses: {
            /** @description `Upload-Offset`; at the end of the upload the file is there */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a header is not usable */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the policies do not allow the file any more */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no such upload of the caller */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the body came too slowly */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the offset is another */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description another version of the protocol */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description more bytes than Upload-Length, or over a quota */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not application/offset+octet-stream */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    open_console_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginIn"];
            };
        };
        responses: {
            /** @description signed in; the cookie is set */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsoleSessionOut"];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description wrong pair or inactive user */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not an ADMIN, or the guard header is missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not the console's port */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is to be stored conflicts with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description too many failed logins */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    end_console_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description nobody is signed in any more */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the guard header is missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not the console's port */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    renew_console_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the session goes on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsoleSessionOut"];
                };
            };
            /** @description nobody is signed in; a cookie that is worth nothing any more is cleared */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the guard header is missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not the console's port */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthOut"];
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    read_metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description metrics */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/openmetrics-text": unknown;
                };
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description neither an administrator nor a service key */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description ENABLE_METRICS is false */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ready */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    broadcast_of_supabase: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BroadcastsIn"];
            };
        };
        responses: {
            /** @description sent */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is to be stored conflicts with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a field is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the server is busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    broadcast_event_of_supabase: {
        parameters: {
            query?: {
                /** @description Whether it goes to the private topic of this name. */
                private?: boolean;
            };
            header?: never;
            path: {
                /** @description topic, without `realtime:` */
                topic: string;
                /** @description event */
                event: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description sent */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description policies do not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What the path names does not exist, or not for the caller */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is to be stored conflicts with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a field is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the server is busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    realtime_socket_of_supabase: {
        parameters: {
            query?: {
                /** @description Access token or API key. */
                token?: string;
                /** @description API key or access token. */
                apikey?: string;
                /** @description Version of the Phoenix serialiser, 1.0.0 or 2.0.0. Answers are written as the frames they answer. */
                vsn?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the socket is open */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no WebSocket handshake */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no valid token or key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description an unknown vsn */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description too many sockets */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    rest_call_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                function: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What it returns */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It returns nothing */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A part of what it returns, counted */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Several functions fit */
            300: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It failed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such function */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It writes */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not exactly one row */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    rest_call: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                function: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description What it returns */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It returns nothing */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A part of what it returns, counted */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Several functions fit */
            300: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It failed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such function */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not exactly one row */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is to be stored conflicts with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    rest_call_options: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                function: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description `Allow` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such function */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    rest_call_head: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                function: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Headers of what it returns */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It returns nothing */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such function */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It writes */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    rest_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rows in the form that `Accept` asks for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A part of the rows, counted */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description More than one relationship to embed */
            300: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not in the grammar */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not exactly one row, or no such form */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Beyond the end */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    rest_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description Replaced */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Inserted */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unusable body */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The filters do not name one key */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A constraint is violated */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    rest_insert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description All rows were there and have been changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Inserted; with `Prefer: return=representation` the rows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unusable body */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not exactly one row */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A constraint is violated */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    rest_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rows, with `Prefer: return=representation` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not in the grammar */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not exactly one row */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Still referred to */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    rest_options: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description `Allow` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The path, the query or the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    rest_head: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Headers of the rows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Headers of a part */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not in the grammar */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    rest_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description The rows, with `Prefer: return=representation` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unusable body or filter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such table */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not exactly one row */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A constraint is violated */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body's media type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A member of the query or the body is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too busy, or the database cannot be reached; `Retry-After` says when to come back */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    realtime_socket_bare: {
        parameters: {
            query?: {
                /** @description Access token or API key. */
                token?: string;
                /** @description API key or access token. */
                apikey?: string;
                /** @description Version of the Phoenix serialiser, 1.0.0 or 2.0.0. Answers are written as the frames they answer. */
                vsn?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the socket is open */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no WebSocket handshake */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no valid token or key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description an unknown vsn */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description too many sockets */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database took too long */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
