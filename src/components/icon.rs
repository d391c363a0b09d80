//! Icons, drawn for Tangga: strokes on a 20-unit square that take the colour of
//! the text beside them. They are ornament; the words beside them carry the name.

use leptos::prelude::*;

macro_rules! icons {
    ($($name:ident $path:literal;)*) => {
        /// What an icon shows.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Symbol { $(
            #[allow(missing_docs)]
            $name,
        )* }

        impl Symbol {
            fn path(self) -> &'static str {
                match self { $(Symbol::$name => $path,)* }
            }
        }
    };
}

icons! {
    WholeScreen "M3.5 7.5v-4h4M12.5 3.5h4v4M16.5 12.5v4h-4M7.5 16.5h-4v-4";
    Stairs "M2.5 16.5h3.8v-4h3.8v-4h3.8v-4h3.6";
    Home "M3.5 9 10 3.5 16.5 9v7.5h-4.5v-5h-4v5H3.5z";
    People "M7.5 9.5a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6M2.5 16.5c0-2.8 2.2-4.6 5-4.6s5 1.8 5 4.6M13 4.2a2.8 2.8 0 0 1 0 5M14.7 12.2c1.7.6 2.8 2.2 2.8 4.3";
    Journey "M2.5 13c2.5 0 2-7.5 5-7.5 3.5 0 2.5 8 5.5 8 2 0 2.5-3 4.5-3";
    Feedback "M3.5 4.5h13v9h-7l-3.5 3v-3h-2.5z";
    Retention "M16.2 10a6.2 6.2 0 1 1-1.9-4.5M16.5 3v3.5H13";
    Data "M4 5.5c0-1.4 2.7-2.3 6-2.3s6 .9 6 2.3-2.7 2.3-6 2.3-6-.9-6-2.3M4 5.5v9c0 1.4 2.7 2.3 6 2.3s6-.9 6-2.3v-9M4 10c0 1.4 2.7 2.3 6 2.3s6-.9 6-2.3";
    Settings "M3 6h7.5M14.5 6H17M12.5 4v4M3 14h2.5M9.5 14H17M7.5 12v4M3 10h10M16.5 10h.5M14.5 8.5v3";
    Plus "M10 4v12M4 10h12";
    Undo "M7 4 3.5 7.5 7 11M4 7.5h7.5a4.5 4.5 0 0 1 0 9H8";
    Redo "M13 4l3.5 3.5L13 11M16 7.5H8.5a4.5 4.5 0 0 0 0 9H12";
    Search "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11M13 13l4 4";
    More "M4.5 9.5a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1M10 9.5a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1M15.5 9.5a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1";
    Close "M5 5l10 10M15 5 5 15";
    Check "M4 10.5 8 14.5 16 5.5";
    Download "M10 3v9.5M6 9l4 4 4-4M3.5 16.5h13";
    Upload "M10 13V3.5M6 7.5l4-4 4 4M3.5 16.5h13";
    Warning "M10 3 2.5 16.5h15zM10 8v4M10 14.3h.01";
    Info "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14M10 9.3v4M10 6.6h.01";
    Shield "M10 2.8 4 5v4.5c0 3.7 2.5 6.3 6 7.7 3.5-1.4 6-4 6-7.7V5zM7.3 9.8l2 2 3.5-3.8";
    WhatsApp "M3 17l1.1-3.6a6.9 6.9 0 1 1 2.6 2.5zM7.4 7.2c-.3 2.8 2.3 5.5 5.2 5.4.7-.2 1-.9.9-1.5l-1.6-.7-.8.8c-.9-.4-1.7-1.1-2-2l.7-.8-.7-1.6c-.7-.1-1.5 0-1.7.4";
    Phone "M6.5 3H4.3C3.5 3 3 3.5 3 4.3 3 11.3 8.7 17 15.7 17c.8 0 1.3-.5 1.3-1.3v-2.2l-3.7-1.3-1.4 1.8a11 11 0 0 1-5.9-5.9l1.8-1.4z";
    Mail "M3 5h14v10.5H3zM3.3 5.5 10 11l6.7-5.5";
    Edit "M4 16l.8-3.4L13.5 4 16 6.5l-8.6 8.7zM12 5.5 14.5 8";
    Delete "M4 5.5h12M8 5.5v-2h4v2M5.5 5.5l.7 11h7.6l.7-11M8.5 9v4.5M11.5 9v4.5";
    Pin "M7 3h6l-.7 5 2.7 3H5l2.7-3zM10 11v6";
    Sort "M10 4v12M6 12l4 4 4-4";
    Columns "M3 4h14v12H3zM7.7 4v12M12.3 4v12";
    Filter "M3.5 4.5h13L11.5 10.5v5l-3-1.5v-3.5z";
    Left "M12 4.5 6.5 10l5.5 5.5";
    Right "M8 4.5l5.5 5.5L8 15.5";
    Up "M4.5 12 10 6.5l5.5 5.5";
    Down "M4.5 8 10 13.5 15.5 8";
    Calendar "M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3.5M13 3v3.5";
    Cart "M2.5 3.5h2.2l1.8 9h8.3l1.7-6.5H5.2M7.5 16.3h.01M13.7 16.3h.01";
    File "M5 3h6.5L15.5 7v10H5zM11.5 3v4h4";
    Globe "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14M3 10h14M10 3c2 2 3 4.3 3 7s-1 5-3 7c-2-2-3-4.3-3-7s1-5 3-7";
    Star "M10 3l2.1 4.5 4.9.6-3.6 3.4.9 4.9-4.3-2.4-4.3 2.4.9-4.9L3 8.1l4.9-.6z";
}

/// An icon: `<Icon symbol=Symbol::Home/>`.
#[component]
pub fn Icon(
    /// What it shows.
    symbol: Symbol,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
            <path d=symbol.path()></path>
        </svg>
    }
}
