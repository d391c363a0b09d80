//! A feeling as a small face with its word: the mouth says the same as the
//! colour.

use crate::components::format;
use crate::words::journeys as texts;
use leptos::prelude::*;

/// A feeling in words with its score: `Angry (−2)`.
pub fn feeling_text(emotion: i64) -> String {
    texts::feeling_of(emotion, format::signed(emotion as f64, 0))
}

/// The face and the word.
#[component]
pub fn Feeling(
    /// −2 to +2, none if nobody noted it.
    emotion: Option<i64>,
) -> impl IntoView {
    let Some(emotion) = emotion else {
        return view! { <span class="feeling quiet">{texts::no_feeling()}</span> }.into_any();
    };
    let (class, mouth) = match emotion {
        2.. => ("feeling good", "M6 11.5c1 3.6 7 3.6 8 0z"),
        1 => ("feeling good", "M6.5 12c1.4 2 5.6 2 7 0"),
        0 => ("feeling", "M6.5 13h7"),
        -1 => ("feeling bad", "M6.5 13.6c1.4-2 5.6-2 7 0"),
        _ => ("feeling bad", "M6 14.6c1-3.4 7-3.4 8 0M5.8 6.2l2.4 1.1M14.2 6.2l-2.4 1.1"),
    };
    view! {
        <span class=class>
            <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
                <path d="M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15M7.3 8.6h.01M12.7 8.6h.01"></path>
                <path d=mouth></path>
            </svg>
            {feeling_text(emotion)}
        </span>
    }
    .into_any()
}
