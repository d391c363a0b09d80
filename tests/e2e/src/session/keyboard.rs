//! The keyboard: keys on whatever has the focus, and sessions that use nothing else.

use anyhow::{bail, ensure};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use serde_json::json;

use super::Session;
use crate::wait::until;

/// More stops than any screen has before its tab order begins again.
const STOPS: usize = 300;

/// Where the focus is: on what is looked for, in a group in which arrow keys lead to it,
/// which stands before or after, or elsewhere; and what is wrong with the place. Nobody can use what they do not
/// see, so whatever has the focus must be in sight, and not wholly under something else.
const STOP: &str = "const [css] = arguments, at = document.activeElement;
    // Beyond the last stop comes what is the browser's own.
    if (!at?.matches(':focus') || at === document.body) return ['elsewhere', ''];
    const box = at.getBoundingClientRect();
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    const own = seen => seen && (at.contains(seen)
        || [...at.labels ?? []].some(label => label.contains(seen)));
    const seen = [0.1, 0.5, 0.9].some(x => [0.1, 0.5, 0.9].some(y => own(
        document.elementFromPoint(left + x * (right - left), top + y * (bottom - top)))));
    const wrong = right >= left && bottom >= top && at.checkVisibility() && seen
        ? '' : at.outerHTML.slice(0, 200);
    if (at.matches(css)) return ['there', wrong];
    const like = document.querySelector(css);
    const radio = at.type === 'radio' && like?.type === 'radio' && like.name === at.name;
    const group = at.closest('[role=menu], [role=radiogroup], [role=tablist]');
    const in_group = radio ? like : group?.querySelector(css);
    if (!in_group) return ['elsewhere', wrong];
    const before = at.compareDocumentPosition(in_group) & Node.DOCUMENT_POSITION_PRECEDING;
    return [before ? 'before' : 'after', wrong];";

impl Session {
    /// From here on whatever would be clicked is reached with Tab and pressed, and texts
    /// are typed. Days and choices of a list, whose keys are the browser's own, are only
    /// reached by keys.
    pub fn use_keys_alone(&mut self) {
        self.keys_alone = true;
    }

    /// Whether nothing but keys is used.
    pub fn uses_keys_alone(&self) -> bool {
        self.keys_alone
    }

    /// Moves the focus by keys to a control that matches. Fails if the focus comes to
    /// something that cannot be seen.
    pub async fn reach(&self, css: &str) -> anyhow::Result<()> {
        self.see(css).await?;
        let seen = format!("the focus to be seen, on the way to {css}");
        for _ in 0..STOPS {
            // What has the focus may still be coming into sight.
            let stop = until(&seen, || async {
                let stop = self.execute(STOP, vec![json!(css)]).await?;
                ensure!(stop[1] == json!(""), "it is on {}", stop[1]);
                Ok(Some(stop))
            });
            match stop.await?[0].as_str() {
                Some("there") => return Ok(()),
                Some("before") => self.press(&Key::Up).await?,
                Some("after") => self.press(&Key::Down).await?,
                _ => self.press(&Key::Tab).await?,
            }
        }
        bail!("keys do not lead to {css}")
    }

    /// Presses a control by keys.
    pub(super) async fn press_on(&self, css: &str) -> anyhow::Result<()> {
        self.reach(css).await?;
        let script = "const at = document.activeElement;
            if (at.type === 'radio' && at.checked) return 'done';
            return ['radio', 'checkbox'].includes(at.type) ? 'space' : 'enter';";
        match self.execute(script, vec![]).await?.as_str() {
            // Arrow keys choose as they go.
            Some("done") => Ok(()),
            Some("space") => self.type_text(" ").await,
            _ => self.press(&Key::Enter).await,
        }
    }

    /// Types a text in the place of what the field with the focus holds.
    pub(super) async fn write_anew(&self, text: &str) -> anyhow::Result<()> {
        self.press_with_control('a').await?;
        self.press(&Key::Delete).await?;
        self.type_text(text).await
    }

    /// Presses a key on whatever has the focus.
    pub async fn press(&self, key: &Key) -> anyhow::Result<()> {
        self.type_text(&String::from(char::from(*key))).await
    }

    /// Presses a letter while Control is held.
    pub async fn press_with_control(&self, letter: char) -> anyhow::Result<()> {
        self.press_holding(&Key::Control, letter).await
    }

    /// Presses a key while another is held.
    pub async fn press_holding(&self, held: &Key, key: char) -> anyhow::Result<()> {
        let held = char::from(*held);
        let keys = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: held })
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key })
            .then(KeyAction::Up { value: held });
        self.client.perform_actions(keys).await?;
        Ok(self.client.release_actions().await?)
    }

    /// Types a text on whatever has the focus, as key strokes.
    pub async fn type_text(&self, text: &str) -> anyhow::Result<()> {
        let mut keys = KeyActions::new("keyboard".to_owned());
        for value in text.chars() {
            keys = keys.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        self.client.perform_actions(keys).await?;
        Ok(self.client.release_actions().await?)
    }
}
