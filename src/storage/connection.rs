//! The connection to the database: how it is opened, watched and had again.
//!
//! It is first opened without the wrapper, because only the raw event tells of
//! data loss and only the raw request says that another tab blocks. Once the
//! stores are there it is closed and opened through the wrapper.

use std::cell::{Cell, RefCell};
use std::pin::pin;
use std::rc::Rc;

use futures_channel::oneshot;
use futures_util::future::{Either, pending, select};
use gloo::events::EventListener;
use indexed_db_futures::database::Database;
use indexed_db_futures::internals::SystemRepr;
use js_sys::Reflect;
use tangga_engine::interchange::upgrade::{Upgrade, format_after};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Event, EventTarget, IdbDatabase, IdbFactory, IdbOpenDbRequest, IdbRequest,
    IdbVersionChangeEvent,
};

use super::watchdog::within;
use super::{HISTORY, LOG, META, SEGMENTS, STOPPED, StorageError, leaving, upgrade};

/// How often a lost connection is opened again for one operation. Safari drops
/// connections of pages that were in the background.
const REOPENINGS: u32 = 3;

/// How long opening may take, in milliseconds, when no tab blocks it.
const OPENING_PATIENCE: u32 = 30_000;

const PATIENCE: u32 = 15_000;

pub(super) struct Connection {
    name: String,
    /// The steps to the format that is read. Each raises the database's version, so
    /// that older tabs are told to let go and older programs are refused.
    upgrades: &'static [Upgrade],
    live: RefCell<Option<Live>>,
    patience: Cell<u32>,
    let_go: Rc<Cell<Option<LetGo>>>,
    on_blocked: Rc<dyn Fn()>,
    on_step_aside: Rc<dyn Fn(StepAside)>,
}

/// Why the database was let go of, for good.
#[derive(Clone, Copy)]
enum LetGo {
    /// A newer version took it over.
    SteppedAside,
    /// It was deleted. Whoever reads or writes next must open anew, and not make an
    /// empty one by opening this one again.
    Deleted,
}

impl From<LetGo> for StorageError {
    fn from(why: LetGo) -> StorageError {
        match why {
            LetGo::SteppedAside => StorageError::SteppedAside,
            LetGo::Deleted => StorageError::Replaced,
        }
    }
}

/// The database that a newer version waits for: it is let go of, for good, when
/// this is dropped. Until then reading and writing go on.
pub struct StepAside {
    database: IdbDatabase,
    let_go: Rc<Cell<Option<LetGo>>>,
}

impl Drop for StepAside {
    fn drop(&mut self) {
        self.let_go.set(Some(LetGo::SteppedAside));
        // Closing waits for transactions that are under way.
        self.database.close();
    }
}

/// A connection that is closed when it goes: one that is not holds the database from
/// whoever wants to upgrade or delete it.
pub(super) struct Closing(pub Database);

impl Drop for Closing {
    fn drop(&mut self) {
        let raw: &IdbDatabase = self.0.as_sys().unchecked_ref();
        raw.close();
    }
}

struct Live {
    /// Closed even if it was given up as lost: it may still hold the database.
    database: Closing,
    lost: Rc<Cell<bool>>,
    _listeners: [EventListener; 2],
}

impl Connection {
    /// Opens the database; says also whether the browser reported that an
    /// earlier one was lost.
    pub(super) async fn open(
        name: String,
        upgrades: &'static [Upgrade],
        on_blocked: Rc<dyn Fn()>,
        on_step_aside: Rc<dyn Fn(StepAside)>,
    ) -> Result<(Connection, bool), StorageError> {
        let connection = Connection {
            name,
            upgrades,
            live: RefCell::new(None),
            patience: Cell::new(PATIENCE),
            let_go: Rc::default(),
            on_blocked,
            on_step_aside,
        };
        let data_lost = connection.reopen().await?;
        Ok((connection, data_lost))
    }

    pub(super) fn set_patience(&self, milliseconds: u32) {
        self.patience.set(milliseconds);
    }

    pub(super) fn patience(&self) -> u32 {
        self.patience.get()
    }

    /// Does the work on a live connection, opened again where it was lost.
    pub(super) async fn with<T>(
        &self,
        mut work: impl AsyncFnMut(&Database) -> Result<T, StorageError>,
    ) -> Result<T, StorageError> {
        let mut reopened = 0;
        loop {
            let database = self.database().await?;
            let done = within(self.patience.get(), work(&database)).await;
            match done.unwrap_or(Err(StorageError::Unanswered)) {
                Err(StorageError::Disconnected) if reopened < REOPENINGS => {
                    reopened += 1;
                    self.live.take();
                }
                done => return done,
            }
        }
    }

    /// A live connection; none in a page that is left or whose program stopped.
    pub(super) async fn database(&self) -> Result<Database, StorageError> {
        if STOPPED.get() || leaving::is_left() {
            return Err(StorageError::Disconnected);
        }
        if let Some(database) = self.current()? {
            return Ok(database);
        }
        self.reopen().await?;
        self.current()?.ok_or(StorageError::Disconnected)
    }

    fn current(&self) -> Result<Option<Database>, StorageError> {
        if let Some(why) = self.let_go.get() {
            return Err(why.into());
        }
        let live = self.live.borrow();
        Ok(live.as_ref().filter(|live| !live.lost.get()).map(|live| live.database.0.clone()))
    }

    async fn reopen(&self) -> Result<bool, StorageError> {
        let data_lost = prepare(&self.name, self.upgrades, &self.on_blocked).await?;
        let version = format_after(self.upgrades);
        let database = Database::open(self.name.as_str()).with_version(version).await?;
        let lost = Rc::new(Cell::new(false));
        let target: &EventTarget = database.as_sys().unchecked_ref();
        let on_close = EventListener::new(target, "close", {
            let lost = lost.clone();
            move |_| lost.set(true)
        });
        let on_version_change = EventListener::new(target, "versionchange", {
            let raw: IdbDatabase = database.as_sys().clone().unchecked_into();
            let let_go = self.let_go.clone();
            let on_step_aside = self.on_step_aside.clone();
            move |event| {
                let event = event.dyn_ref::<IdbVersionChangeEvent>();
                if event.is_some_and(|event| event.new_version().is_none()) {
                    let_go.set(Some(LetGo::Deleted));
                    raw.close();
                    return;
                }
                on_step_aside(StepAside { database: raw.clone(), let_go: let_go.clone() });
            }
        });
        let listeners = [on_close, on_version_change];
        let database = Closing(database);
        self.live.replace(Some(Live { database, lost, _listeners: listeners }));
        Ok(data_lost)
    }
}

/// Makes the stores where there are none, upgrades what an older program left, and
/// checks that all stores are there. Says whether the browser reported that an
/// earlier database was lost.
async fn prepare(
    name: &str,
    upgrades: &[Upgrade],
    on_blocked: &Rc<dyn Fn()>,
) -> Result<bool, StorageError> {
    let version = format_after(upgrades);
    let request = factory()?.open_with_u32(name, version).map_err(StorageError::thrown)?;
    // Set while there is a reason to wait longer.
    let waits = Rc::new(Cell::new(false));
    let data_lost = Rc::new(Cell::new(false));
    let _blocked = EventListener::new(&request, "blocked", {
        let waits = waits.clone();
        let on_blocked = on_blocked.clone();
        move |_| {
            waits.set(true);
            on_blocked();
        }
    });
    let (ask, asked) = oneshot::channel();
    let _upgrade = EventListener::once(&request, "upgradeneeded", {
        let (request, waits, data_lost) = (request.clone(), waits.clone(), data_lost.clone());
        move |event| {
            data_lost.set(reports_loss(event));
            let event: &IdbVersionChangeEvent = event.unchecked_ref();
            match (event.old_version() as u32, request.result(), request.transaction()) {
                (0, Ok(database), _) => create_stores(database.unchecked_ref()),
                (from, _, Some(transaction)) => {
                    waits.set(true);
                    // Nobody asks for it any more after the opening was given up.
                    let _ = ask.send((transaction, from));
                }
                _ => {}
            }
        }
    });
    let upgrading = async {
        match asked.await {
            Ok((transaction, from)) => upgrade::carry_out(&transaction, from, upgrades).await,
            Err(_) => pending().await,
        }
    };
    let mut opening = Box::pin(async {
        match select(pin!(settled(&request)), pin!(upgrading)).await {
            Either::Left((opened, _)) => opened,
            // It is open once the transaction of the upgrade has completed.
            Either::Right((upgraded, opening)) => {
                let opened = opening.await;
                upgraded.and(opened)
            }
        }
    });
    let opened = loop {
        match within(OPENING_PATIENCE, opening.as_mut()).await {
            Some(opened) => break opened?,
            None if waits.get() => {}
            None => {
                refuse_late(&request);
                return Err(StorageError::Unanswered);
            }
        }
    };
    let database: IdbDatabase = opened.unchecked_into();
    let stores = database.object_store_names();
    let complete = [LOG, SEGMENTS, HISTORY, META].iter().all(|store| stores.contains(store));
    database.close();
    if complete { Ok(data_lost.get()) } else { Err(StorageError::Damaged) }
}

/// Lets go of what a request to open brings after it was given up. A connection that
/// nobody knows of would hold the database for as long as the page lives, and one that
/// is made now, with nobody to make its stores, would pass for a damaged one.
fn refuse_late(request: &IdbOpenDbRequest) {
    EventListener::once(request, "upgradeneeded", {
        let request = request.clone();
        move |_| {
            if let Some(transaction) = request.transaction() {
                // Aborting an upgrade that has just begun does not fail.
                let _ = transaction.abort();
            }
        }
    })
    .forget();
    EventListener::once(request, "success", {
        let request = request.clone();
        move |_| {
            if let Ok(database) = request.result() {
                database.unchecked_into::<IdbDatabase>().close();
            }
        }
    })
    .forget();
}

/// Keys are given by us everywhere, so the stores need no key generator: the
/// log's keys have no gaps, by which a lost entry is noticed.
fn create_stores(database: &IdbDatabase) {
    let present = database.object_store_names();
    for store in [LOG, SEGMENTS, HISTORY, META] {
        if !present.contains(store) {
            // A store that cannot be made is missed by the check that follows.
            let _ = database.create_object_store(store);
        }
    }
}

/// Chromium replaces a damaged database by an empty one and says so only here.
fn reports_loss(event: &Event) -> bool {
    let loss = Reflect::get(event, &"dataLoss".into()).ok().and_then(|loss| loss.as_string());
    loss.is_some_and(|loss| loss == "total")
}

/// The browser's IndexedDB. In some private windows there is none.
pub(super) fn factory() -> Result<IdbFactory, StorageError> {
    let factory = Reflect::get(&js_sys::global(), &"indexedDB".into());
    let factory = factory.map_err(StorageError::thrown)?;
    if factory.is_undefined() || factory.is_null() {
        return Err(StorageError::Failed { name: "NotSupportedError".into() });
    }
    Ok(factory.unchecked_into())
}

/// The request's result once it has one.
pub(super) async fn settled(request: &IdbRequest) -> Result<JsValue, StorageError> {
    let (settle, settles) = oneshot::channel();
    let settle = Rc::new(Cell::new(Some(settle)));
    let listen = |kind: &'static str| {
        let settle = settle.clone();
        let request = request.clone();
        EventListener::once(&request.clone(), kind, move |_| {
            let result = match request.error() {
                Ok(None) => request.result().map_err(StorageError::thrown),
                Ok(Some(error)) => Err(StorageError::named(error.name())),
                Err(error) => Err(StorageError::thrown(error)),
            };
            if let Some(settle) = settle.take() {
                let _ = settle.send(result);
            }
        })
    };
    let _listeners = [listen("success"), listen("error")];
    settles.await.unwrap_or(Err(StorageError::Disconnected))
}
