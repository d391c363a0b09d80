//! Folders: the browser's private one (OPFS), which no person sees and which goes
//! with the site's data, and one of the device that a person chooses, where the
//! browser lets them.
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

    #[wasm_bindgen(method, getter)]
    fn name(this: &DirectoryHandle) -> String;
    #[wasm_bindgen(method, catch, js_name = isSameEntry)]
    fn is_same_entry(this: &DirectoryHandle, other: &DirectoryHandle) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = queryPermission)]
    fn permission(this: &DirectoryHandle, mode: &Object) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = requestPermission)]
    fn ask_permission(this: &DirectoryHandle, mode: &Object) -> Result<Promise, JsValue>;

    #[wasm_bindgen(catch, js_name = showDirectoryPicker)]
    fn show_directory_picker(options: &Object) -> Result<Promise, JsValue>;

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

/// Whether a folder may be written to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Access {
    /// It may.
    Granted,
    /// The browser wants to ask the person, which belongs to a click.
    Asks,
    /// The person refused it.
    Denied,
}

/// A folder that can be written to.
#[derive(Clone)]
pub struct Folder(DirectoryHandle);

impl Folder {
    /// Whether this browser lets a person choose a folder.
    pub fn may_be_chosen() -> bool {
        let picker = Reflect::get(&js_sys::global(), &"showDirectoryPicker".into());
        picker.is_ok_and(|picker| picker.is_function()) && writes_files()
    }

    /// Lets the person choose a folder; belongs to a click. `None` if they did not.
    pub async fn choose() -> Result<Option<Folder>, FolderError> {
        let chosen = match show_directory_picker(&for_writing()) {
            Ok(choosing) => JsFuture::from(choosing).await,
            Err(error) => Err(error),
        };
        match chosen {
            Ok(handle) => Ok(Some(Folder(handle.unchecked_into()))),
            Err(error) if is_named(&error, "AbortError") => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// A folder that was remembered as a [value](Folder::value).
    pub fn remembered(value: JsValue) -> Option<Folder> {
        value.is_object().then(|| Folder(value.unchecked_into()))
    }

    /// What IndexedDB can keep of it.
    pub fn value(&self) -> &JsValue {
        &self.0
    }

    /// Its name, without where it is.
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// Whether both are one folder, as far as the browser says.
    pub async fn is_same(&self, other: &Folder) -> bool {
        let same = settled::<JsValue>(self.0.is_same_entry(&other.0)).await;
        same.is_ok_and(|same| same.is_truthy())
    }

    /// Whether it may be written to now.
    pub async fn access(&self) -> Access {
        match self.0.permission(&for_writing()) {
            Ok(question) => answered(question).await,
            // Private folders, which need no permission, may know no such question.
            Err(_) => Access::Granted,
        }
    }

    /// Asks the person to allow it; belongs to a click.
    pub async fn ask_for_access(&self) -> Access {
        match self.0.ask_permission(&for_writing()) {
            Ok(question) => answered(question).await,
            Err(_) => Access::Denied,
        }
    }

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
    with("create", &JsValue::TRUE)
}

fn for_writing() -> Object {
    with("mode", &"readwrite".into())
}

fn with(member: &str, value: &JsValue) -> Object {
    let options = Object::new();
    // Setting a member of a plain object does not fail.
    let _ = Reflect::set(&options, &member.into(), value);
    options
}

async fn answered(question: Promise) -> Access {
    match JsFuture::from(question).await.ok().and_then(|answer| answer.as_string()).as_deref() {
        Some("granted") => Access::Granted,
        Some("prompt") => Access::Asks,
        _ => Access::Denied,
    }
}

fn is_named(thrown: &JsValue, name: &str) -> bool {
    thrown.dyn_ref::<DomException>().is_some_and(|exception| exception.name() == name)
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
