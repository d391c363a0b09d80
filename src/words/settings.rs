//! Settings: language, theme, the firm, rules.

texts! {
    title: "Settings", "Pengaturan";
    appearance: "Appearance", "Tampilan";
    this_device: "Only on this device", "Hanya di perangkat ini";
    language: "Language", "Bahasa";
    theme: "Theme", "Tema";
    theme_system: "As the device", "Ikut perangkat";
    theme_light: "Light", "Terang";
    theme_dark: "Dark", "Gelap";
    firm: "Your business", "Usaha Anda";
    firm_text: "Part of your data: a colleague who opens your file sees the same.", "Bagian dari data Anda: rekan yang membuka file Anda melihat hal yang sama.";
    rules: "What counts", "Yang dihitung";
    currency_fixed: "The currency stays once amounts are stored.", "Mata uang tetap begitu ada jumlah yang tersimpan.";
    saved: "Saved", "Tersimpan";
    about: "About Tangga", "Tentang Tangga";
    about_text: "Your data stay in this browser. Nobody else sees them.", "Data Anda tetap di peramban ini. Tidak ada orang lain yang melihatnya.";
    version(build): "Version {build}", "Versi {build}";
    sample: "Sample shop", "Toko contoh";
    sample_text: "These data are made up. Removing them leaves an empty workspace.", "Data ini karangan. Menghapusnya menyisakan ruang kerja kosong.";
}
