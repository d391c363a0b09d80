//! When it is time for a backup.
//!
//! A backup is due once enough changes wait for one, or once the oldest of them
//! has waited long enough, whichever comes first. Without a change nothing is
//! due, however old the last backup is: it still holds everything.

/// After how much a backup is due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BackupReminder {
    /// Changes; at least 1.
    pub changes: u64,
    /// Days, of 24 hours, that a change may wait; at least 1.
    pub days: u64,
}

impl Default for BackupReminder {
    fn default() -> Self {
        BackupReminder { changes: 50, days: 7 }
    }
}

/// What waits for a backup.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Waiting {
    /// Changes since the last backup, or since the beginning.
    pub changes: u64,
    /// Whole days since the first of them.
    pub days: u64,
}

impl BackupReminder {
    /// How much is left until a backup is due: 1 right after one, 0 when it is.
    pub fn left(&self, waiting: Waiting) -> f64 {
        if waiting.changes == 0 {
            return 1.0;
        }
        let share = |of: u64, limit: u64| of as f64 / limit.max(1) as f64;
        let spent = share(waiting.changes, self.changes).max(share(waiting.days, self.days));
        1.0 - spent.min(1.0)
    }

    /// Whether a backup is due.
    pub fn is_due(&self, waiting: Waiting) -> bool {
        self.left(waiting) == 0.0
    }

    /// As it is remembered.
    pub fn code(&self) -> String {
        format!("{} {}", self.changes, self.days)
    }

    /// What was remembered; `None` for anything else.
    pub fn from_code(code: &str) -> Option<BackupReminder> {
        let (changes, days) = code.split_once(' ')?;
        let reminder = BackupReminder { changes: changes.parse().ok()?, days: days.parse().ok()? };
        (reminder.changes > 0 && reminder.days > 0).then_some(reminder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_is_due_after_changes_or_days_whichever_comes_first() {
        let check = |changes, days, left: f64| {
            let reminder = BackupReminder { changes: 50, days: 7 };
            let waiting = Waiting { changes, days };
            assert!((reminder.left(waiting) - left).abs() < 1e-12, "{waiting:?}");
            assert_eq!(reminder.is_due(waiting), left == 0.0, "{waiting:?}");
        };
        check(0, 0, 1.0);
        check(0, 400, 1.0);
        check(1, 0, 0.98);
        check(49, 0, 0.02);
        check(50, 0, 0.0);
        check(5_000, 0, 0.0);
        check(1, 6, 1.0 / 7.0);
        check(1, 7, 0.0);
    }

    #[test]
    fn a_reminder_is_remembered_as_it_was_set() {
        let reminder = BackupReminder { changes: 200, days: 30 };
        assert_eq!(BackupReminder::from_code(&reminder.code()), Some(reminder));
        for code in ["", "50", "0 7", "50 0", "-1 7", "a b"] {
            assert_eq!(BackupReminder::from_code(code), None, "{code}");
        }
    }
}
