//! The dependency rule of ARCHITECTURE.md, read from the sources.

use std::{
    fs,
    path::{Path, PathBuf},
};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a source folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn imports_go_only_downwards() {
    let forbidden: [(&str, &[&str]); 4] = [
        (
            "domain",
            &["crate::http", "crate::actors", "crate::db", "crate::blob", "crate::app", "crate::config"],
        ),
        ("blob", &["crate::http", "crate::actors", "crate::db", "crate::app"]),
        ("db", &["crate::http", "crate::actors", "crate::blob", "crate::app"]),
        ("actors", &["crate::http", "crate::app"]),
    ];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut broken = Vec::new();
    for (layer, names) in forbidden {
        let mut files = Vec::new();
        sources(&root.join(layer), &mut files);
        assert!(!files.is_empty(), "{layer} has sources");
        for file in files {
            let text = fs::read_to_string(&file).expect("a source file");
            broken.extend(
                names
                    .iter()
                    .filter(|name| text.contains(**name))
                    .map(|name| format!("{} uses {name}", file.display())),
            );
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}
