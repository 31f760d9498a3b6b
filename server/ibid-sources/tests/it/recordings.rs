//! Subtitles and transcripts with times.

use expect_test::{Expect, expect};

#[track_caller]
fn check(name: &str, text: &str, expected: Expect) {
    expected.assert_eq(&crate::read(name, text.as_bytes()));
}

#[test]
fn speech_runs_on_over_cues_and_speakers_are_kept() {
    check(
        "a.srt",
        "\u{feff}1\r\n00:00:01,500 --> 00:00:04,000\r\n<i>The harbour will equip</i>\r\nseventeen berths\r\n\r\n2\r\n00:00:04,100 --> 00:00:06,000\r\nwith shore power by 2029.\r\n\r\n3\r\n00:00:06,500 --> 00:00:08,000\r\nANNA REN: And all of them?\r\n\r\n4\r\n00:01:15,000 --> 00:01:17,000\r\n- {\\an8}By 2034.\r\n- Not before.\r\n",
        expect![[r#"
            ‹1 s›The harbour will equip seventeen berths ‹4 s›with shore power by 2029.

            ‹6 s›ANNA REN: And all of them?

            ‹75 s›By 2034.

            ‹75 s›Not before.
        "#]],
    );
    check(
        "a.vtt",
        "WEBVTT - The Quay\nLanguage: en\n\nNOTE\nnot said\n\nSTYLE\n::cue { color: red }\n\nintro\n00:01.000 --> 00:04.000 align:start\n<v Anna Ren>The quay is <c.loud>short</c> &amp; old,\n\n00:04.000 --> 00:06.000\n<v Anna Ren>and it rolls.\n\n1:00:07.000 --> 1:00:09.000\n<v.first Bo Ek>It is not.</v>\n",
        expect![[r#"
            ‹title The Quay›
            ‹1 s›Anna Ren: The quay is short & old, ‹4 s›and it rolls.

            ‹3607 s›Bo Ek: It is not.
        "#]],
    );
}

#[test]
fn captions_that_roll_are_said_once() {
    check(
        "a.vtt",
        "WEBVTT\n\n00:01.000 --> 00:03.000\nthe quay is short\n\n00:03.000 --> 00:05.000\nthe quay is short\nand it is old\n\n00:05.000 --> 00:07.000\nand it is old\nand it leaks\n",
        expect![[r#"
            ‹1 s›the quay is short ‹3 s›and it is old ‹5 s›and it leaks
        "#]],
    );
}

#[test]
fn transcripts_with_times() {
    check(
        "a.txt",
        "Interview with Anna Ren\n\n[00:00:05] Bo Ek: How long is the quay?\n[00:00:09] Anna Ren: Twelve\nhundred metres.\n\n[01:02:30] Bo Ek: And the cost?\n",
        expect![[r#"
            ‹1›Interview with Anna Ren

            ‹5 s›‹3›Bo Ek: How long is the quay?

            ‹9 s›‹4›Anna Ren: Twelve ‹5›hundred metres.

            ‹3750 s›‹7›Bo Ek: And the cost?
        "#]],
    );
    check(
        "a.txt",
        "Bo Ek  0:05\nHow long is the quay?\n\nAnna Ren  0:09\nTwelve hundred metres.\n\nBo Ek  12:30\nAnd the cost?\n",
        expect![[r#"
            ‹5 s›‹1›Bo Ek: ‹2›How long is the quay?

            ‹9 s›‹4›Anna Ren: ‹5›Twelve hundred metres.

            ‹750 s›‹7›Bo Ek: ‹8›And the cost?
        "#]],
    );
}

#[test]
fn a_timetable_is_no_transcript() {
    check(
        "a.txt",
        "06:10 Osthavn\n07:40 Velm\n09:05 Selk\n",
        expect![[r#"
        ‹1›06:10 Osthavn ‹2›07:40 Velm ‹3›09:05 Selk
    "#]],
    );
}

#[test]
fn subtitles_without_a_cue_are_refused() {
    let read = ibid_sources::extract(std::path::Path::new("a.srt"), b"Only words.\n");
    assert!(matches!(read, Err(ibid_sources::Error::Damaged { .. })), "{read:?}");
}
