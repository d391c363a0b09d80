//! Journeys: personas, maps, stages, touchpoints.

texts! {
    title: "Journeys", "Perjalanan";
    map: "Journey map", "Peta perjalanan";
    maps: "Journey maps", "Peta perjalanan pelanggan";
    count(n): "{n} map" | "{n} maps", "{n} peta";
    subtitle(persona, owner): "Persona {persona}. Owner {owner}", "Persona {persona}. Penanggung jawab {owner}";
    reviewed(when): "reviewed {when}", "ditinjau {when}";
    never_reviewed: "not reviewed yet", "belum pernah ditinjau";
    mark_reviewed: "Mark as reviewed today", "Tandai ditinjau hari ini";
    as_is: "As-is", "Saat ini";
    to_be: "To-be", "Rencana";
    personas: "Personas", "Persona";
    persona: "Persona";
    stages: "Stages", "Tahap";
    touchpoints: "Touchpoints", "Touchpoint (titik kontak)";
    new_journey: "New journey map", "Peta perjalanan baru";
    edit_journey: "Edit journey map", "Ubah peta perjalanan";
    new_persona: "New persona", "Persona baru";
    edit_persona: "Edit persona", "Ubah persona";
    new_stage: "New stage", "Tahap baru";
    edit_stage: "Edit stage", "Ubah tahap";
    new_touchpoint: "New touchpoint", "Touchpoint baru";
    edit_touchpoint: "Edit touchpoint", "Ubah touchpoint";
    timeline: "Timeline", "Garis waktu";
    finding_low(touchpoint, value): "{touchpoint} is the low point: {value}", "{touchpoint} adalah titik terendah: {value}";
    finding_none: "Give each touchpoint a feeling to see where it hurts", "Beri perasaan pada tiap touchpoint untuk melihat di mana terasa berat";
    emotion: "Feeling", "Perasaan";
    hours(n): "{n} hour" | "{n} hours", "{n} jam";
    day(n): "day {n}", "hari {n}";
    seen: "We see it", "Terlihat oleh kita";
    unseen: "We do not see it", "Tidak terlihat oleh kita";
    moment_of_truth: "Moment of truth", "Momen penentu";
    move_keys: "Alt with arrow keys moves it", "Alt dan tombol panah memindahkannya";
    moved(name, place, all): "{name} is now {place} of {all}", "{name} kini urutan {place} dari {all}";
    no_persona: "No persona", "Tanpa persona";
    no_owner: "no owner", "belum ada penanggung jawab";
    empty_title: "No journey map yet", "Belum ada peta perjalanan";
    empty_text: "Draw how one typical customer finds, buys and uses what you sell, and mark where it hurts.", "Gambarkan bagaimana satu pelanggan khas menemukan, membeli, dan memakai yang Anda jual, lalu tandai di mana terasa berat.";
    empty_map: "This map has no stages yet", "Peta ini belum punya tahap";
    empty_map_text: "Begin with three: before, during and after the purchase.", "Mulai dengan tiga: sebelum, saat, dan sesudah membeli.";
    add_three_stages: "Add the three stages", "Tambah ketiga tahap";
    no_touchpoints: "No touchpoints in this stage", "Belum ada touchpoint di tahap ini";
    gone: "This map is not here", "Peta ini tidak ada";
    gone_text: "It was deleted, or it is not in the file that was opened.", "Sudah dihapus, atau tidak ada dalam file yang dibuka.";
    download_chart: "Download the timeline", "Unduh garis waktu";
}
