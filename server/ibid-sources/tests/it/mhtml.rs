use expect_test::expect;
use ibid_sources::{Saved, extract};

#[test]
fn a_page_saved_with_its_parts_is_read_as_a_page() {
    let file = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://tide.example/fares\r\nSubject: Fares\r\nDate: Thu, 15 May 2025 08:11:12 +0200\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\"; boundary=\"----=_B\"\r\n\r\n------=_B\r\nContent-Type: text/css\r\n\r\np {}\r\n------=_B\r\nContent-Type: text/html; charset=\"windows-1252\"\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://tide.example/fares\r\n\r\n<html><title>Fares rise</title><body><p>They rose in the caf=E9, from two to=\r\n three euros.</p></body></html>\r\n------=_B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------=_B--\r\n";
    let path = std::path::Path::new("a.mhtml");
    let read = extract(path, file.as_bytes()).unwrap();
    let saved = Saved { address: Some("https://tide.example/fares".into()), day: Some("2025-05-15".into()) };
    assert_eq!(read.saved, Some(saved));
    expect![[r#"
        ‹title Fares rise›
        ‹#›Fares rise

        They rose in the café, from two to three euros.
    "#]]
    .assert_eq(&crate::show(&read));
    let base64 = "Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\nPHA+VGhleSBy\nb3NlLjwvcD4=\n--b--\n";
    expect![[r#"
        They rose.
    "#]]
    .assert_eq(&crate::read("a.mht", base64.as_bytes()));
    assert!(extract(path, &file.as_bytes()[..200]).is_err());
}
