//! The words by which column headers name fields, in English and Indonesian,
//! as shops, marketplaces and the field's data sets write them.

use super::mapping::Target;
use crate::domain::Collection;
use crate::domain::schema::customer;

/// The header's letters and digits in lower case: `No. HP` and `no_hp` are one.
pub(super) fn normalised(header: &str) -> String {
    header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// How headers end that name the currency of their amounts, which says nothing of what a
/// column holds: `Total (Rp)` and `Total` name one field.
const CURRENCIES: [&str; 9] =
    ["(rp)", "(rp.)", "(idr)", "[rp]", "[idr]", "dalam rupiah", "dalam rp", " rp", " idr"];

fn without_currency(header: &str) -> Option<String> {
    let header = header.trim().to_lowercase();
    CURRENCIES.iter().find_map(|currency| Some(normalised(header.strip_suffix(currency)?)))
}

/// The field that a header names, and how surely: 0 is surest.
pub(super) fn target_named(header: &str) -> Option<(Target, usize)> {
    let named = |name: String| {
        WORDS.iter().find_map(|(target, words)| {
            words.split_whitespace().position(|word| word == name).map(|at| (*target, at))
        })
    };
    let by_word = named(normalised(header)).or_else(|| named(without_currency(header)?));
    // Tables that Tangga wrote before its columns were headed by words name them by
    // their stored names.
    by_word.or_else(|| {
        let field = Collection::Customer.field(&header.trim().to_lowercase())?;
        Some((Target::Customer(field), usize::MAX))
    })
}

/// For each field the headers that name it, surest first.
const WORDS: &[(Target, &str)] = &[
    (
        Target::Customer(customer::EXTERNAL_ID),
        "customerid idpelanggan customerno customernumber customercode kodepelanggan nopelanggan \
         nomorpelanggan externalid idcustomer customerkey idkonsumen kodekonsumen memberid \
         nomember nomormember idmember householdid clientid userid username \
         buyerid idpembeli usernamepembeli accountid id customer",
    ),
    (
        Target::Customer(customer::NAME),
        "name nama customername namapelanggan namalengkap fullname namacustomer namakonsumen \
         namapembeli buyername namapenerima recipientname recipient penerima pelanggan pembeli \
         konsumen contactname namakontak",
    ),
    (
        Target::Customer(customer::PHONE),
        "phone telepon nohp nomorhp phonenumber notelepon nomortelepon telp notelp nomortelp hp \
         handphone nohandphone nomorhandphone ponsel noponsel nomorponsel telephone mobile \
         mobilephone mobilenumber kontak tel contactnumber phoneno teleponpembeli",
    ),
    (Target::Customer(customer::EMAIL), "email emailaddress alamatemail surel mail posel"),
    (
        Target::Customer(customer::WHATSAPP),
        "whatsapp wa nowa nomorwa nowhatsapp nomorwhatsapp whatsappnumber",
    ),
    (
        Target::Customer(customer::SOCIAL),
        "social instagram ig akuninstagram mediasosial medsos socialmedia",
    ),
    (Target::Customer(customer::FAX), "fax faks nofax nofaks faxnumber"),
    (
        Target::Customer(customer::ADDRESS),
        "address alamat alamatlengkap streetaddress alamatpengiriman shippingaddress street jalan",
    ),
    (Target::Customer(customer::CITY), "city kota kabupaten kotakabupaten kabkota town"),
    (Target::Customer(customer::POSTAL_CODE), "postalcode kodepos postcode zip zipcode"),
    (Target::Customer(customer::COUNTRY), "country negara"),
    (
        Target::Customer(customer::BIRTHDAY),
        "birthday tanggallahir tgllahir dateofbirth birthdate dob ulangtahun lahir",
    ),
    (Target::Customer(customer::SEGMENT), "segment segmen customersegment segmenpelanggan"),
    (
        Target::Customer(customer::COMPANY),
        "company perusahaan namaperusahaan companyname organisation organization firm companyorhousehold perusahaanataurumahtangga",
    ),
    (Target::Customer(customer::SOURCE), "source sumber sumberdata sourceofthedata"),
    (
        Target::Customer(customer::OWNER),
        "owner penanggungjawab pic salesperson accountmanager penanggungjawabpic lookedafterby",
    ),
    (Target::Customer(customer::NOTE), "note notes catatan keterangan remark remarks"),
    (
        Target::Customer(customer::KNOWN_SINCE),
        "knownsince tanggaldaftar tgldaftar terdaftar tanggalbergabung tglbergabung bergabungsejak \
         signupdate registered registrationdate joined joindate membersince dikenalsejak",
    ),
    (
        Target::Customer(customer::REFERRALS),
        "referrals referral jumlahreferral customersbrought pelangganyangdibawa",
    ),
    (Target::Customer(customer::SHARE_OF_WALLET), "shareofwallet porsibelanja"),
    // These stand in tables that Tangga wrote, and hardly anywhere else.
    (Target::Customer(customer::PREFERRED_CHANNEL), "preferredchannel kanalpilihan"),
    (Target::Customer(customer::QUALIFIED), "needsitandcanpay butuhdanmampumembayar"),
    (
        Target::Customer(customer::PREFERS_US),
        "rivalsoffersnolongercount tawaranpesaingtidaklagidihiraukan tidaktergodatawaranpesaing",
    ),
    (Target::Customer(customer::PINNED_RUNG), "pinnedtorung disematkandianaktangga"),
    (Target::Customer(customer::PIN_REASON), "whypinned alasandisematkan"),
    (Target::Customer(customer::DO_NOT_CONTACT), "donotcontact jangandihubungi"),
    (
        Target::Date,
        "date tanggal tgl invoicedate orderdate purchasedate transactiondate tanggaltransaksi \
         tgltransaksi tanggalpesanan tglpesanan tanggalorder tanggalpembelian tanggalpembayaran \
         tanggalbeli waktutransaksi waktupesanandibuat waktupembayaran transactiontimestamp \
         timestamp datetime orderdatetime createdat waktu day hari paidtime createdtime \
         tanggalumpanbalik surveydate responsedate tanggaljawaban",
    ),
    (
        Target::Amount,
        "amount total totalamount grandtotal totalharga totalbayar totalbelanja totalpembayaran \
         totaltransaksi nilaitransaksi nominal omzet penjualan nilai salesvalue dollarvalue \
         revenue turnover totalprice ordertotal orderamount subtotal value spend netsales \
         hargatotal sales jumlahbayar jumlahpembayaran totalpesanan totalpenjualan",
    ),
    (
        Target::UnitPrice,
        "unitprice hargasatuan hargaperunit priceperunit hargaunit price harga hargajual \
         sellingprice hargaproduk itemprice",
    ),
    (
        Target::Cost,
        "cost hpp hargapokok biaya modal hargamodal cogs costofgoods totalcost totalhpp \
         hargapokokpenjualan",
    ),
    (Target::Margin, "margin grossmargin profit laba labakotor keuntungan marginkotor grossprofit"),
    (
        Target::Quantity,
        "quantity qty kuantitas jumlahbarang jumlahproduk banyaknya units pcs numberofcds jml \
         jumlah jumlahunit jumlahitem items unit numberofitems",
    ),
    (
        Target::Product,
        "product produk productname namaproduk description deskripsi item namabarang barang \
         itemname productdescription title sku productid stockcode kodeproduk kodebarang skuinduk \
         nomorreferensisku",
    ),
    (
        Target::Channel,
        "channel kanal saleschannel kanalpenjualan saluran platform marketplace toko store storeid \
         cabang outlet namatoko",
    ),
    (
        Target::OrderNumber,
        "ordernumber nopesanan invoiceno invoice nomorpesanan noinvoice nomorinvoice orderid \
         orderno nofaktur nomorfaktur faktur invoicenumber invoiceid notransaksi nomortransaksi \
         idtransaksi transactionid kodetransaksi kodepesanan basketid receipt receiptno nota \
         nonota nomornota noorder nomororder idpesanan",
    ),
    (
        Target::Score,
        "score skor nps npsscore skornps rating csat csatscore ces cesscore penilaian bintang \
         likelihoodtorecommend howlikely stars",
    ),
    (
        Target::Comment,
        "comment comments komentar ulasan review alasan reason saran masukan umpanbalik feedback \
         verbatim",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_names_one_field_only() {
        let mut seen = std::collections::BTreeMap::new();
        for (target, words) in WORDS {
            for word in words.split_whitespace() {
                assert_eq!(seen.insert(word, *target), None, "{word} stands twice");
            }
        }
    }

    /// `Total (Rp)` was left out of an import, and with it all amounts.
    #[test]
    fn a_header_may_name_its_currency() {
        for header in ["Total (Rp)", "Total [idr]", "TOTAL DALAM RUPIAH", "Total Rp", "total"] {
            let target = target_named(header).map(|(target, _)| target);
            assert_eq!(target, Some(Target::Amount), "{header}");
        }
        // A saved mapping is found by the header as it stands.
        assert_eq!(normalised("Total (Rp)"), "totalrp");
    }

    #[test]
    fn every_word_is_as_headers_are_compared() {
        for word in WORDS.iter().flat_map(|(_, words)| words.split_whitespace()) {
            assert_eq!(normalised(word), word);
        }
    }
}
