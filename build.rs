//! Makes release builds notice a new build of the console, whose files they embed.

use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    // Debug builds read the folder at run time.
    if env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        // A path that does not exist would count as changed each time.
        fs::create_dir_all("frontend/dist")?;
        println!("cargo:rerun-if-changed=frontend/dist");
    }
    Ok(())
}
