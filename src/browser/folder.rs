//! The browser's private folder (OPFS), which no person sees and which goes with
//! the site's data.
//!
//! `web-sys` holds these calls behind an unstable flag, so the few that are
//! needed are declared here. A file is replaced as a whole when its writing
//! ends: a crash leaves the former one.

use super::persistence;
use js_sys::{AsyncIterator, IteratorNext, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, DomException, File};

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    type DirectoryHandle;
    #[wasm_bindgen(method, catch, js_name = getDirectoryHandle)]
    fn directory(this: &DirectoryHandle, name: &str, options: &Object) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getFileHandle)]
    fn file(this: &DirectoryHandle, name: &str, options: &Object) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = removeEntry)]
    fn remove(this: &DirectoryHandle, name: &str, options: &Object) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn keys(this: &DirectoryHandle) -> Result<AsyncIterator, JsValue>;

    type FileHandle;
    #[wasm_bindgen(method, catch, js_name = getFile)]
    fn contents(this: &FileHandle) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = createWritable)]
    fn writable(this: &FileHandle) -> Result<Promise, JsValue>;

    type WritableFile;
    #[wasm_bindgen(method, catch)]
    fn write(this: &WritableFile, data: &Blob) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn close(this: &WritableFile) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn abort(this: &WritableFile) -> Result<Promise, JsValue>;
}

/// Why a folder did not do what was asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FolderError {
    /// There is no more room.
    Full,
    /// There is no such file.
    Missing,
    /// The browser has no such folder, or refuses it here.
    Refused,
    /// What was written is not what stands there now.
    Differs,
}

impl From<JsValue> for FolderError {
    fn from(thrown: JsValue) -> FolderError {
        let name = thrown.dyn_into::<DomException>().map(|exception| exception.name());
        match name.as_deref() {
            Ok("QuotaExceededError") => FolderError::Full,
            Ok("NotFoundError") => FolderError::Missing,
            _ => FolderError::Refused,
        }
    }
}

/// A folder that can be written to.
#[derive(Clone)]
pub struct Folder(DirectoryHandle);

impl Folder {
    /// The folder of this name in the browser's private ones, made if need be.
    pub async fn private(name: &str) -> Result<Folder, FolderError> {
        if !writes_files() {
            return Err(FolderError::Refused);
        }
        let manager = persistence::manager().ok_or(FolderError::Refused)?;
        let root: DirectoryHandle = settled(manager.directory()).await?;
        Ok(Folder(settled(root.directory(name, &create())).await?))
    }

    /// The names of what is in it, in no order.
    pub async fn names(&self) -> Result<Vec<String>, FolderError> {
        let keys = self.0.keys()?;
        let mut names = Vec::new();
        loop {
            let next: IteratorNext = settled(keys.next()).await?;
            if next.done() {
                return Ok(names);
            }
            names.extend(next.value().as_string());
        }
    }

    /// A file.
    pub async fn read(&self, name: &str) -> Result<File, FolderError> {
        let handle: FileHandle = settled(self.0.file(name, &Object::new())).await?;
        settled(handle.contents()).await
    }

    /// Writes a file whole and looks that it stands there in full length.
    pub async fn write(&self, name: &str, contents: &Blob) -> Result<(), FolderError> {
        let handle: FileHandle = settled(self.0.file(name, &create())).await?;
        let file: WritableFile = settled(handle.writable()).await?;
        let written = async {
            settled::<JsValue>(file.write(contents)).await?;
            settled::<JsValue>(file.close()).await
        };
        if let Err(error) = written.await {
            // What was begun is dropped; the name may stay with nothing in it.
            if let Ok(aborted) = file.abort() {
                let _ = JsFuture::from(aborted).await;
            }
            let _ = self.remove(name).await;
            return Err(error);
        }
        let stands = self.read(name).await?.size();
        if stands == contents.size() { Ok(()) } else { Err(FolderError::Differs) }
    }

    /// Deletes a file.
    pub async fn remove(&self, name: &str) -> Result<(), FolderError> {
        settled::<JsValue>(self.0.remove(name, &Object::new())).await.map(drop)
    }
}

/// What a promise ends with.
async fn settled<T: JsCast>(promise: Result<Promise, JsValue>) -> Result<T, FolderError> {
    Ok(JsFuture::from(promise?).await?.unchecked_into())
}

fn create() -> Object {
    let options = Object::new();
    // Setting a member of a plain object does not fail.
    let _ = Reflect::set(&options, &"create".into(), &JsValue::TRUE);
    options
}

/// Whether files can be written from a page and not only from a worker, which
/// Safari learnt late.
fn writes_files() -> bool {
    let read = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok();
    read(&js_sys::global(), "FileSystemFileHandle")
        .and_then(|class| read(&class, "prototype"))
        .and_then(|class| read(&class, "createWritable"))
        .is_some_and(|method| method.is_function())
}
