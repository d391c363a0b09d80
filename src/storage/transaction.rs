//! Transactions: reads that are let go of, and writes whose end is observed.
//!
//! A write is never committed by a call, neither of the browser's `commit` nor of
//! the wrapper's. After an explicit commit Firefox completes a transaction of
//! which a request has failed, so that a change would be half stored; without
//! one a failed request aborts it in every browser. And the wrapper's answer
//! could not be believed: it may report an error of a transaction that has
//! completed, returns before an abort has finished, and loses the reason.

use std::cell::Cell;
use std::mem::ManuallyDrop;
use std::rc::Rc;

use futures_channel::oneshot;
use gloo::events::EventListener;
use indexed_db_futures::database::Database;
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{
    Transaction, TransactionDurability, TransactionMode, TransactionOptions,
};
use wasm_bindgen::JsCast;
use web_sys::IdbTransaction;

use super::{StorageError, leaving};

/// When a transaction counts as completed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Durability {
    /// When the operating system has the bytes.
    Relaxed,
    /// When the disk has them.
    Strict,
}

/// A readonly transaction, which the browser ends when its requests are done.
///
/// The wrapper aborts a transaction that it drops. In WebKit the next write of
/// the store then never completes, if the abort met a read whose requests were
/// done already. A read has nothing to take back, so this one is let go of
/// without a word; its three idle listeners stay behind, some hundred bytes.
pub(super) struct Read<'d>(ManuallyDrop<Transaction<'d>>);

impl<'d> Read<'d> {
    pub(super) fn begin(database: &'d Database, stores: &[&str]) -> Result<Read<'d>, StorageError> {
        let read = database.transaction(stores).with_mode(TransactionMode::Readonly).build()?;
        leaving::watch(read.as_sys().unchecked_ref());
        Ok(Read(ManuallyDrop::new(read)))
    }

    pub(super) fn store(&self, name: &str) -> Result<ObjectStore<'_>, StorageError> {
        Ok(self.0.object_store(name)?)
    }
}

/// A readwrite transaction. Dropping it uncommitted aborts it.
pub(super) struct Write<'d> {
    /// Aborts when it is dropped before its end.
    transaction: Transaction<'d>,
    raw: IdbTransaction,
    ends: oneshot::Receiver<bool>,
    _listeners: [EventListener; 2],
}

impl<'d> Write<'d> {
    pub(super) fn begin(
        database: &'d Database,
        stores: &[&str],
        durability: Durability,
    ) -> Result<Write<'d>, StorageError> {
        let durability = match durability {
            Durability::Relaxed => TransactionDurability::Relaxed,
            Durability::Strict => TransactionDurability::Strict,
        };
        let transaction = database
            .transaction(stores)
            .with_mode(TransactionMode::Readwrite)
            .with_options(TransactionOptions::new().with_durability(durability))
            .build()?;
        let raw: IdbTransaction = transaction.as_sys().clone().unchecked_into();
        // The wrapper's listeners serve its commit, which is not called, and
        // the one for errors throws when it hears of a second one.
        raw.set_onerror(None);
        raw.set_oncomplete(None);
        raw.set_onabort(None);
        leaving::watch(&raw);
        let (end, ends) = oneshot::channel();
        let end = Rc::new(Cell::new(Some(end)));
        let listen = |kind: &'static str, completed: bool| {
            let end = end.clone();
            EventListener::once(&raw, kind, move |_| {
                if let Some(end) = end.take() {
                    // Nobody listens after a timeout.
                    let _ = end.send(completed);
                }
            })
        };
        let listeners = [listen("complete", true), listen("abort", false)];
        Ok(Write { transaction, raw, ends, _listeners: listeners })
    }

    pub(super) fn store(&self, name: &str) -> Result<ObjectStore<'_>, StorageError> {
        Ok(self.transaction.object_store(name)?)
    }

    /// Lets the browser commit once all requests have succeeded. Comes back
    /// when the transaction has completed, which alone means saved, or when it
    /// was aborted, with the reason.
    pub(super) async fn commit(self) -> Result<(), StorageError> {
        // Dropping the wrapper's transaction would abort it, so it lives until
        // the end is known.
        match self.ends.await {
            Ok(true) => Ok(()),
            Ok(false) => Err(match self.raw.error() {
                Some(reason) => StorageError::named(reason.name()),
                None => StorageError::Failed { name: "AbortError".into() },
            }),
            Err(_) => Err(StorageError::Disconnected),
        }
    }
}
