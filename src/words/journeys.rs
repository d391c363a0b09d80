//! Journeys: personas, maps, stages, touchpoints.

use super::choices;

texts! {
    title: "Journeys", "Perjalanan";
    subtitle: "How typical customers find, buy and use what you sell, and where it hurts", "Bagaimana pelanggan tipikal menemukan, membeli, dan memakai yang Anda jual, dan di mana mereka kecewa";
    map: "Journey map", "Peta perjalanan";
    maps: "Journey maps", "Peta perjalanan pelanggan";
    about_map(persona, owner, reviewed): "{persona} · {owner} · {reviewed}";
    persona_is(name): "Persona {name}", "Persona: {name}";
    owner_is(name): "Owner {name}", "Penanggung jawab {name}";
    goal_is(goal): "What they want to get done: {goal}", "Yang ingin mereka capai: {goal}";
    reviewed(when): "Reviewed {when}", "Ditinjau {when}";
    never_reviewed: "Not reviewed yet", "Belum pernah ditinjau";
    mark_reviewed: "Mark as reviewed today", "Tandai ditinjau hari ini";
    last_reviewed: "Last reviewed", "Terakhir ditinjau";
    lowest: "Lowest feeling", "Perasaan terendah";
    personas: "Personas", "Persona";
    persona: "Persona";
    persona_gone: "Deleted persona", "Persona yang dihapus";
    stage: "Stage", "Tahap";
    touchpoint: "Touchpoint";
    touchpoints: "Touchpoints", "Touchpoint (titik kontak)";
    new_journey: "New journey map", "Peta perjalanan baru";
    edit_journey: "Edit journey map", "Ubah peta perjalanan";
    new_persona: "New persona", "Persona baru";
    edit_persona: "Edit persona", "Ubah persona";
    new_stage: "New stage", "Tahap baru";
    edit_stage: "Edit stage", "Ubah tahap";
    new_touchpoint: "New touchpoint", "Touchpoint baru";
    edit_touchpoint: "Edit touchpoint", "Ubah touchpoint";
    edit_of(name): "Edit {name}", "Ubah {name}";
    delete_of(name): "Delete {name}", "Hapus {name}";
    actions_of(name): "Actions for {name}", "Tindakan untuk {name}";
    add_touchpoint_to(stage): "Add touchpoint to {stage}", "Tambah touchpoint ke {stage}";
    move_earlier_of(name): "Move {name} earlier", "Majukan {name}";
    move_later_of(name): "Move {name} later", "Mundurkan {name}";
    to_stage_before: "To the stage before", "Ke tahap sebelumnya";
    to_next_stage: "To the next stage", "Ke tahap berikutnya";
    untitled: "Untitled", "Tanpa nama";
    board: "Stages and touchpoints", "Tahap dan touchpoint";
    move_keys: "Alt with an arrow key moves the stage or touchpoint in focus.", "Alt dengan tombol panah memindahkan tahap atau touchpoint yang sedang dipilih.";
    moved(name, place, all): "{name} is now {place} of {all}", "{name} kini urutan {place} dari {all}";
    moved_in(name, place, all, stage): "{name} is now {place} of {all} in {stage}", "{name} kini urutan {place} dari {all} di {stage}";
    at_the_end(name): "{name} cannot go further", "{name} tidak bisa dipindah lebih jauh";

    finding_lowest(touchpoint, persona, feeling): "{touchpoint} is the low point for {persona}: {feeling}", "{touchpoint} adalah titik terendah bagi {persona}: {feeling}";
    finding_lowest_nobody(touchpoint, feeling): "{touchpoint} is the low point: {feeling}", "{touchpoint} adalah titik terendah: {feeling}";
    finding_even(feeling): "All touchpoints with a feeling feel the same: {feeling}", "Semua touchpoint yang dicatat perasaannya terasa sama: {feeling}";
    finding_none: "Give each touchpoint a feeling to see where it hurts", "Beri perasaan pada tiap touchpoint untuk melihat di mana pelanggan kecewa";
    how_to_read: "The curve is the feeling the team noted for each touchpoint. Each stage says how long it lasts; where there is room, longer ones are wider.", "Kurva adalah perasaan yang dicatat tim untuk tiap touchpoint. Lamanya tertulis pada tiap tahap; bila ruangnya cukup, tahap yang lebih lama digambar lebih lebar.";
    without_feeling(n): "{n} touchpoint has no feeling yet and is left out of the curve." | "{n} touchpoints have no feeling yet and are left out of the curve.", "{n} touchpoint belum punya perasaan dan tidak masuk kurva.";
    description(stages, touchpoints): "Feeling at each touchpoint. Touchpoints: {touchpoints}; stages: {stages}.", "Perasaan pada {touchpoints} touchpoint dalam {stages} tahap.";
    tip(touchpoint, feeling): "{touchpoint}: {feeling}";
    feeling_scored(feeling, score): "{feeling} ({score})";
    feeling: "Feeling", "Perasaan";
    no_feeling: "No feeling noted", "Belum ada perasaan";
    thought_said(thought): "“{thought}”";
    channel: "Channel", "Kanal";
    no_channel: "Channel not said", "Kanal tidak disebut";
    hours(n): "{n} hour" | "{n} hours", "{n} jam";
    days(n): "{n} day" | "{n} days", "{n} hari";
    hours_hint: "As well as you know it; a day has 24.", "Sejauh yang Anda tahu; sehari 24 jam.";
    who_sees: "Do we see it happen?", "Apakah terlihat oleh Anda?";
    seen: "We see it", "Terlihat oleh Anda";
    unseen: "We do not see it", "Tidak terlihat oleh Anda";
    moment_of_truth: "Moment of truth", "Momen penentu";
    moment_hint: "It makes or breaks the relationship", "Menentukan hubungan berlanjut atau putus";
    name_hint: "For instance “Waits for the courier”", "Misalnya “Menunggu kurir”";

    no_persona: "No persona", "Tanpa persona";
    no_owner: "No owner yet", "Belum ada penanggung jawab";
    matching(n, segment): "{n} real customer in segment {segment}" | "{n} real customers in segment {segment}", "{n} pelanggan nyata di segmen {segment}";
    no_segment: "Name a segment to see how many real customers it stands for", "Isi segmen untuk melihat berapa pelanggan nyata yang diwakili";
    segment_hint: "Written as in your customers’ profiles", "Ditulis seperti pada profil pelanggan Anda";
    persona_hint: "Whose journey this is", "Perjalanan siapa ini";
    no_personas_yet: "No persona yet: you can add one later", "Belum ada persona: bisa ditambah nanti";
    begin_with_three: "Begin with three stages", "Mulai dengan tiga tahap";
    /// A stage that a new map is offered, and its phase.
    starter_in(name, phase): "{name} ({phase})";
    three_stages(before, during, after): "{before}, {during}, {after}; rename them as you like", "{before}, {during}, {after}; namanya bisa diganti";
    add_three_stages: "Add three stages", "Tambah tiga tahap";
    starter_before: "Looks around", "Mencari-cari";
    starter_during: "Buys", "Membeli";
    starter_after: "Uses and returns", "Memakai dan kembali";

    empty_maps: "No journey map yet", "Belum ada peta perjalanan";
    empty_maps_text: "A journey map follows one persona through time: stages before, during and after the purchase, in each the touchpoints, their channels and how they feel.", "Peta perjalanan mengikuti satu persona dari waktu ke waktu: tahap sebelum, saat, dan sesudah membeli, beserta touchpoint, kanal, dan perasaannya di tiap tahap.";
    empty_personas: "No persona yet", "Belum ada persona";
    empty_personas_text: "A persona is one typical customer with a name, goals and worries, drawn from what you know of real ones.", "Persona adalah satu pelanggan tipikal yang punya nama, tujuan, dan kekhawatiran, disusun dari yang Anda tahu tentang pelanggan nyata.";
    empty_map: "This map has no stages yet", "Peta ini belum punya tahap";
    empty_map_text: "Stages are the parts of the way, in order: what happens before, during and after the purchase. Touchpoints go into them.", "Tahap adalah bagian perjalanan secara berurutan: yang terjadi sebelum, saat, dan sesudah membeli. Touchpoint diisikan ke dalamnya.";
    no_touchpoints: "No touchpoint in this stage", "Belum ada touchpoint di tahap ini";
    gone: "This map is not here", "Peta ini tidak ada";
    gone_text: "It was deleted, or it is not in the file that was opened. If you deleted it here, Undo brings it back.", "Sudah dihapus, atau tidak ada dalam file yang dibuka. Jika Anda yang menghapusnya di sini, Urungkan akan mengembalikannya.";
    all_maps: "All journey maps", "Semua peta perjalanan";
}

/// A feeling in words with its score, such as `Angry (−2)`.
pub fn feeling_of(emotion: i64, score: impl std::fmt::Display) -> String {
    feeling_scored(choices::emotion(emotion), score)
}
