//! The browser's private folder, in which snapshots lie.

use tangga::browser::folder::{Folder, FolderError};
use tangga::browser::identity;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Blob;

fn blob(text: &str) -> Blob {
    Blob::new_with_str_sequence(&js_sys::Array::of1(&text.into())).expect("a blob")
}

async fn text(folder: &Folder, name: &str) -> String {
    let file = folder.read(name).await.expect("a file");
    JsFuture::from(file.text()).await.expect("readable").as_string().expect("a text")
}

#[wasm_bindgen_test]
async fn what_is_written_to_the_private_folder_is_there_until_it_is_removed() {
    let name = format!("test-{:032x}", identity::random_u128());
    let folder = Folder::private(&name).await.expect("both browsers have one");
    assert_eq!(folder.names().await, Ok(vec![]));
    folder.write("one", &blob("first")).await.expect("written");
    folder.write("two", &blob("")).await.expect("written");
    folder.write("one", &blob("second, longer")).await.expect("written");
    // Another handle of the same folder sees the same.
    let again = Folder::private(&name).await.expect("it is there");
    let mut names = again.names().await.expect("a list");
    names.sort_unstable();
    assert_eq!(names, ["one", "two"]);
    assert_eq!(text(&again, "one").await, "second, longer");
    again.remove("one").await.expect("removed");
    again.remove("two").await.expect("removed");
    assert_eq!(folder.names().await, Ok(vec![]));
    assert_eq!(folder.read("one").await.map(drop), Err(FolderError::Missing));
}

#[wasm_bindgen_test]
async fn folders_of_different_names_share_nothing() {
    let mut folders = Vec::new();
    for _ in 0..2 {
        let name = format!("test%2F{:032x}", identity::random_u128());
        folders.push(Folder::private(&name).await.expect("a folder"));
    }
    folders[0].write("one", &blob("mine")).await.expect("written");
    assert_eq!(folders[1].names().await, Ok(vec![]));
    folders[0].remove("one").await.expect("removed");
}
