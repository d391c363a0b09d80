//! Long work that a page shows and a person can stop: step by step, or as one
//! file that is written.

use super::commit::Watch;
use super::tables::Kind;
use leptos::prelude::*;

/// The steps of one kind of work.
pub trait Steps: Clone + PartialEq + Send + Sync + 'static {
    /// Nothing in hand.
    const WAITING: Self;
    /// Storing, which is not given up with the page: it ends by itself.
    const STORING: Self;
    /// The person stopped it; nothing was kept.
    const STOPPED: Self;
}

/// Work in hand: where it is, and the means to stop it. It is made by a page and
/// ends with it; only what is being stored goes on.
pub struct Work<S: Steps> {
    /// How far it is.
    pub step: RwSignal<S>,
    /// How far this step is, 0 to 1.
    pub progress: RwSignal<Option<f64>>,
    watch: StoredValue<Watch, LocalStorage>,
}

impl<S: Steps> Clone for Work<S> {
    fn clone(&self) -> Work<S> {
        *self
    }
}

impl<S: Steps> Copy for Work<S> {}

impl<S: Steps> Work<S> {
    /// Nothing yet; belongs to the view that calls it.
    pub(super) fn new() -> Work<S> {
        let work = Work {
            step: RwSignal::new(S::WAITING),
            progress: RwSignal::new(None),
            watch: StoredValue::new_local(Watch::default()),
        };
        // What nobody waits for is stopped.
        on_cleanup(move || {
            if !work.is_at(&S::STORING) {
                work.halt();
            }
        });
        work
    }

    /// Whether it is at a step, and the page still there.
    pub(super) fn is_at(self, step: &S) -> bool {
        self.step.try_with_untracked(|at| at == step) == Some(true)
    }

    /// Whether the page was left meanwhile.
    pub(super) fn is_left(self) -> bool {
        self.step.try_with_untracked(|_| ()).is_none()
    }

    /// Goes on with a step, unless the page was left meanwhile.
    pub(super) fn go(self, step: S) {
        let _ = self.step.try_set(step);
    }

    /// Begins a step under a new watch that shows its progress here. What was
    /// under way is stopped.
    pub(super) fn begin(self, step: S) -> Watch {
        let progress = self.progress;
        let watch = Watch::new(progress);
        self.halt();
        let _ = progress.try_set(None);
        let _ = self.watch.try_set_value(watch.clone());
        self.go(step);
        watch
    }

    /// Stops for the person, who lets go of what is in hand. What is being stored
    /// ends by itself, with nothing kept if it was in time.
    pub(super) fn stop(self, forget: impl FnOnce()) {
        self.halt();
        if !self.is_at(&S::STORING) {
            forget();
            self.go(S::STOPPED);
        }
    }

    /// Asks what is under way to stop.
    pub(super) fn halt(self) {
        let _ = self.watch.try_with_value(Watch::stop);
    }

    /// Ends what a watch was for. What was stopped says no more, but for what was
    /// being stored: it may have been too late.
    pub(super) fn end(self, step: S, watch: &Watch) {
        if !watch.is_stopped() || self.is_at(&S::STORING) {
            self.go(step);
        }
    }

    /// Back to nothing in hand.
    pub(super) fn forget(self) {
        self.halt();
        self.progress.set(None);
        self.step.set(S::WAITING);
    }
}

/// A file that is being written: how far it is, and the means to stop it. `Copy`;
/// belongs to the view that makes it. A page that is left does not stop it.
#[derive(Clone, Copy)]
pub struct Writing {
    /// How far it is, 0 to 1; `None` while nothing is being written.
    pub progress: RwSignal<Option<f64>>,
    /// For whom it is, as typed; blank where nobody asks.
    pub recipient: RwSignal<String>,
    /// The code of the [`Kind`] that tables are written in.
    pub kind: RwSignal<String>,
    watch: StoredValue<Watch, LocalStorage>,
}

impl Default for Writing {
    /// Nothing is being written yet.
    fn default() -> Writing {
        Writing {
            progress: RwSignal::new(None),
            recipient: RwSignal::new(String::new()),
            kind: RwSignal::new(Kind::last().code().to_owned()),
            watch: StoredValue::new_local(Watch::default()),
        }
    }
}

impl Writing {
    /// Begins under a watch that shows its progress here. The page may be gone when
    /// something is tried again.
    pub(super) fn begin(self) -> Watch {
        let watch = Watch::new(self.progress);
        let _ = self.progress.try_set(Some(0.0));
        let _ = self.watch.try_set_value(watch.clone());
        watch
    }

    /// The sort of file that a table is to be.
    pub(super) fn table_kind(self) -> Kind {
        Kind::from_code(&self.kind.try_get_untracked().unwrap_or_default())
    }

    /// It is over.
    pub(super) fn end(self) {
        let _ = self.progress.try_set(None);
    }

    /// Asks to stop; nothing is kept then.
    pub fn stop(self) {
        let _ = self.watch.try_with_value(Watch::stop);
    }
}
