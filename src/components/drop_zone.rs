//! Where a file is dropped or picked. The browser's own file field lies over the
//! whole area: it takes drops, clicks and the keyboard by itself.

use super::icon::{Icon, Symbol};
use super::unique_id;
use crate::words;
use leptos::prelude::*;
use web_sys::File;

/// `<DropZone drop=words::widgets::drop_table() accept=".csv,.txt" on_file=move |file| read(file)/>`.
#[component]
pub fn DropZone(
    /// What is to be dropped here.
    drop: &'static str,
    /// What kind of file is wanted.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// Whether it gives away what is here.
    #[prop(optional)]
    danger: bool,
    /// The endings offered when picking, such as `.csv,.tsv,.txt`; empty is any.
    #[prop(default = "")]
    accept: &'static str,
    /// What the field is called by machines: `import` or `workspace`.
    #[prop(optional)]
    name: Option<&'static str>,
    /// Takes the file.
    #[prop(into)]
    on_file: UnsyncCallback<(File,)>,
) -> impl IntoView {
    let over = RwSignal::new(false);
    let id = unique_id("file");
    view! {
        <div class="drop-zone" class:danger=danger class:over=move || over.get()>
            <Icon symbol=Symbol::Upload/>
            <label for=id.clone()>
                <strong class="drop-drop">{drop}</strong>
                <span class="drop-link drop-drop">{words::widgets::or_choose()}</span>
                <strong class="drop-choose">{words::actions::choose_file()}</strong>
            </label>
            {move || hint.get().map(|hint| view! { <p class="field-hint">{hint}</p> })}
            <input
                id=id
                type="file"
                data-drop=name
                accept=accept
                on:dragenter=move |_| over.set(true)
                on:dragleave=move |_| over.set(false)
                on:drop=move |_| over.set(false)
                on:change=move |event| {
                    let input = event_target::<web_sys::HtmlInputElement>(&event);
                    let file = input.files().and_then(|files| files.get(0));
                    // Emptied, so that the same file can be chosen again.
                    input.set_value("");
                    if let Some(file) = file {
                        on_file.run((file,));
                    }
                }
            />
        </div>
    }
    .into_any()
}
