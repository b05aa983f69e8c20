//! Interviews and focus groups.

use assay_ingest::{Feedback, Kind, Reading, Record};

use super::{reading, reasons, refusal, with_kind};

fn one(reading: &Reading) -> &Feedback {
    match reading.records.as_slice() {
        [Record::Feedback(feedback)] => feedback,
        other => panic!("one conversation, not {other:?}"),
    }
}

/// Each turn as (asks, speaker, words).
fn turns(feedback: &Feedback) -> Vec<(bool, Option<&str>, &str)> {
    feedback
        .turns
        .iter()
        .map(|turn| {
            (
                turn.interviewer,
                turn.speaker.as_deref(),
                &feedback.text[turn.start..turn.end],
            )
        })
        .collect()
}

#[test]
fn otter_with_details_before_the_conversation() {
    let text = "# Call with Jo Smith\n\n## Details\n\nInterview took place on November 19, 2020. Interviewer is Ana Ruiz.\nTranscription is provided by a machine.\n\n## Transcript\n\nAna Ruiz  0:00  \nHello. How is it going?\n\nAna Ruiz  0:07  \nAnd what is hard?\n\nJo Smith  0:12  \nThe import. It fails.\n\nEvery single time.\n";
    let interview = reading("call.md", text);
    let feedback = one(&interview);
    assert_eq!(
        turns(feedback),
        [
            (
                true,
                Some("Ana Ruiz"),
                "Hello. How is it going?\nAnd what is hard?"
            ),
            (
                false,
                Some("Jo Smith"),
                "The import. It fails.\n\nEvery single time."
            ),
        ]
    );
    assert_eq!(
        (interview.kind, feedback.time),
        (Kind::Interview, Some(1_605_744_000))
    );
    assert_eq!(
        (feedback.author.as_deref(), feedback.title.as_deref()),
        (Some("Jo Smith"), Some("Call with Jo Smith"))
    );
    assert_eq!(feedback.turns[1].seconds, Some(12.0));
    assert!(
        interview.kind_reason.contains("as the details say"),
        "{}",
        interview.kind_reason
    );
}

#[test]
fn front_matter_names_customer_date_and_segments() {
    let text = "---\ncustomer: C-0042\nemail: Jo@Example.org\ndate: 2024-05-01\nplan: Team\ninterviewer: Ana\nparticipant: Jo Smith\n---\n\n# Onboarding interview\n\n**Ana:** What was the *hardest* part?\n\n**Jo:** Finding the import, see [here](https://x.org).\n\n**Ana:** Why?\n\n**Jo:** It hides under settings.\n";
    let interview = reading("notes/jo.md", text);
    let feedback = one(&interview);
    assert_eq!(
        (feedback.customer.as_deref(), feedback.email.as_deref()),
        (Some("C-0042"), Some("jo@example.org"))
    );
    assert_eq!(
        (feedback.time, feedback.author.as_deref()),
        (Some(1_714_521_600), Some("Jo Smith"))
    );
    assert_eq!(feedback.segments, [("plan".to_owned(), "Team".to_owned())]);
    assert_eq!(
        turns(feedback)[1],
        (false, Some("Jo"), "Finding the import, see here.")
    );
    assert_eq!(
        turns(feedback)[0],
        (true, Some("Ana"), "What was the hardest part?")
    );
}

#[test]
fn details_before_the_conversation_may_look_like_labels() {
    let text = "Interview with Tom, Example Builders\n\nCustomer: C-1306\nDate: 2026-02-26\nInterviewer: Joel Marsh\n\nInterviewer: What is your role?\nTom: I look after six sites.\nInterviewer: And?\nTom: It is slow.\n";
    let interview = reading("2026-02-26_tom.txt", text);
    let feedback = one(&interview);
    assert_eq!(
        turns(feedback)[0],
        (true, Some("Interviewer"), "What is your role?")
    );
    assert_eq!(
        (feedback.customer.as_deref(), feedback.time),
        (Some("C-1306"), Some(1_772_064_000))
    );
    assert_eq!(
        feedback.title.as_deref(),
        Some("Interview with Tom, Example Builders")
    );
}

#[test]
fn labels_in_plain_text() {
    for (text, asks, answers) in [
        (
            "Interviewer: Why did you leave?\nParticipant: Too slow.\nInterviewer: Anything else?\nParticipant: No.",
            "Interviewer",
            "Participant",
        ),
        (
            "Q: Why did you leave?\nA: Too slow.\n\nQ: Anything else?\nA: No.",
            "Q",
            "A",
        ),
        (
            "I: Why did you leave?\nP1: Too slow.\nI: Anything else?\nP1: No.",
            "I",
            "P1",
        ),
        (
            "Moderatorin: Warum?\nKunde: Zu langsam.\nModeratorin: Noch etwas?\nKunde: Nein.",
            "Moderatorin",
            "Kunde",
        ),
        (
            "[00:00:01] Ana Ruiz: Why did you leave?\n[00:00:05] Jo: Too slow.\n[00:00:09] Ana Ruiz: What else?\n[00:00:12] Jo: Nothing.",
            "Ana Ruiz",
            "Jo",
        ),
    ] {
        let conversation = reading("talk.txt", text);
        let feedback = one(&conversation);
        let who: Vec<_> = turns(feedback)
            .iter()
            .map(|(asks, speaker, _)| (*asks, speaker.unwrap()))
            .collect();
        assert_eq!(
            who,
            [
                (true, asks),
                (false, answers),
                (true, asks),
                (false, answers)
            ],
            "{text}"
        );
    }
}

#[test]
fn the_one_who_asks_and_opens_is_the_interviewer() {
    let text = "Dana: Hi Lee, could you tell me how you work? What comes first?\nLee: First I open the board. Then I drag the cards about, all morning long.\nDana: And where does it hurt?\nLee: When it is slow, which is always. You know what I mean?\nDana: How often?\nLee: Every day, at least twice.\n";
    let interview = reading("dana.txt", text);
    assert!(turns(one(&interview))[0].0, "{}", interview.kind_reason);
    assert_eq!(
        interview.kind_reason,
        "it is a transcript; Dana asks most questions and opens"
    );
    assert_eq!(one(&interview).author.as_deref(), Some("Lee"));
}

#[test]
fn groups_and_texts_without_speakers() {
    let group = reading(
        "session.txt",
        "[id1] I like it.\n\n[id2] I do not, it is slow.\n\n[id3] The slides are fine.\n\n[id1] Mine were not.\n",
    );
    assert_eq!(group.kind, Kind::FocusGroup);
    assert_eq!(turns(one(&group)).len(), 4);
    let notes = reading(
        "notes.txt",
        "I really like the new board.\nIt is quick.\n\nThe price is another matter.\n",
    );
    assert_eq!(
        turns(one(&notes)),
        [
            (false, None, "I really like the new board.\nIt is quick."),
            (false, None, "The price is another matter.")
        ]
    );
    let chosen =
        assay_ingest::read("notes.txt", b"Just words.", &with_kind(Kind::FocusGroup)).unwrap();
    assert_eq!(chosen.kind, Kind::FocusGroup);
    let error =
        assay_ingest::read("notes.md", b"Just words.", &with_kind(Kind::Events)).unwrap_err();
    assert!(error.to_string().contains("cannot hold events"), "{error}");
}

#[test]
fn captions_of_one_speaker_are_one_turn() {
    let vtt = "WEBVTT\n\nNOTE made by hand\n\n1\n00:00:00.500 --> 00:00:01.500\nSpeaker A: Why did\n\n2\n00:00:01.500 --> 00:00:03.000\nSpeaker A: you leave?\n\n3\n00:00:03.000 --> 00:00:05.000 align:start\nSpeaker B: It was <i>slow</i> &amp; dear.\n\n4\n00:00:05.000 --> 00:00:06.000\n<v Ana Ruiz>Thanks.</v>\n";
    let conversation = reading("call.vtt", vtt);
    assert_eq!(
        turns(one(&conversation)),
        [
            (false, Some("Speaker A"), "Why did you leave?"),
            (false, Some("Speaker B"), "It was slow & dear."),
            (false, Some("Ana Ruiz"), "Thanks."),
        ]
    );
    assert_eq!(one(&conversation).turns[0].seconds, Some(0.5));
    let rolling = "WEBVTT\n\n00:01.000 --> 00:02.000\nit was\n\n00:02.000 --> 00:03.000\nit was\nvery slow\n\n00:03.000 --> 00:04.000\nvery slow\nand dear\n";
    assert_eq!(
        one(&reading("tube.vtt", rolling)).text,
        "it was very slow and dear"
    );
}

#[test]
fn subtitles_with_and_without_numbers() {
    let srt = "\u{feff}1\r\n00:00:01,000 --> 00:00:02,000\r\n<b>It is slow.</b>\r\n\r\n2\r\n00:00:10,000 --> 00:00:12,000\r\n{\\an8}And dear.\r\n3\r\n00:00:12,000 --> 00:00:13,000\r\nVery.\r\n";
    let conversation = reading("x.srt", srt);
    assert_eq!(
        turns(one(&conversation)),
        [
            (false, None, "It is slow."),
            (false, None, "And dear. Very.")
        ],
        "a pause parts them"
    );
    let faulty = reading(
        "x.vtt",
        "WEBVTT\n\n00:00:99.000 --> 00:00:02.000\nstill words\n",
    );
    assert_eq!(one(&faulty).text, "still words");
    assert!(reasons(&faulty).contains("line 3"), "{}", reasons(&faulty));
    assert!(refusal("x.srt", "no times here").contains("no line has times"));
    assert!(refusal("x.vtt", "WEBVTT\n\n").contains("holds no spoken text"));
}

#[test]
fn a_table_with_speakers_is_one_conversation() {
    let csv = "start,speaker,text\n0:01,Moderator,What do you think of the new board?\n0:05,P1,It is quick\n0:07,P1,and pretty\n0:09,P2,I cannot find anything in it\n";
    let talk = reading("talk.csv", csv);
    assert_eq!(talk.kind, Kind::Interview, "{}", talk.kind_reason);
    let feedback = one(&talk);
    assert_eq!(
        turns(feedback)[1],
        (false, Some("P1"), "It is quick\nand pretty")
    );
    assert_eq!(
        (turns(feedback)[0].0, feedback.turns[2].seconds),
        (true, Some(9.0))
    );
}

#[test]
fn times_on_lines_of_their_own_and_behind_turns_are_no_words() {
    let meet = "Weekly talk - Transcript\n00:00:00\n\nAnn Ruiz: So how was the start?\nJo Smith: It was slow.\n\n00:05:00\n\nAnn Ruiz: And then?\nJo Smith: I asked for help.\n";
    let f4 = "I: So how was the start? #00:00:04-3#\n\nB1: It was slow. #00:00:09-0#\n\nI: And then? #00:00:11-9#\n\nB1: I asked for help. #00:00:15-1#\n";
    let said = "So how was the start?\n\nIt was slow.\n\nAnd then?\n\nI asked for help.";
    for text in [meet, f4] {
        let found = reading("x.txt", text);
        let item = one(&found);
        assert_eq!(item.text, said);
        assert!(item.segments.is_empty(), "{:?}", item.segments);
    }
    let lines = reading(
        "x.lrc",
        "[00:01.00]So how was the start?\n[00:05.00]It was slow\n",
    );
    let item = one(&lines);
    assert_eq!(item.text, "So how was the start?\nIt was slow");
}

#[test]
fn rows_with_beginning_and_end_are_one_conversation() {
    let tsv = "start\tend\ttext\n0\t4500\tSo how was the start for you?\n5000\t9500\tIt was slow, to be honest.\n600000\t604000\tI asked for help in the end.\n";
    let found = reading("whisper.tsv", tsv);
    assert_eq!(found.kind, Kind::Interview, "{}", found.kind_reason);
    let item = one(&found);
    let seconds: Vec<Option<f64>> = item.turns.iter().map(|turn| turn.seconds).collect();
    assert_eq!(
        seconds,
        [Some(0.0), Some(600.0)],
        "milliseconds; a long silence parts turns"
    );
}

#[test]
fn captions_under_another_name_are_captions() {
    let vtt = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Ann>Hello there</v>\n\n00:00:03.000 --> 00:00:04.000\n<v Jo>It was slow</v>\n";
    let found = reading("x.txt", vtt);
    assert_eq!(found.format, "WebVTT");
    assert_eq!(one(&found).turns.len(), 2);
}

/// Who says what, without when.
fn said(name: &str, text: &str) -> Vec<(String, String)> {
    let found = reading(name, text);
    let conversation = one(&found).clone();
    let pairs = conversation.turns.iter().map(|turn| {
        let speaker = turn.speaker.clone().unwrap_or_default();
        (speaker, conversation.text[turn.start..turn.end].to_owned())
    });
    pairs.collect()
}

#[test]
fn labels_stand_in_many_forms() {
    let two = [
        ("Ana Ruiz", "What did you expect?"),
        ("Kim Park", "A list, not nine steps."),
    ];
    for (name, text) in [
        (
            "grain.txt",
            "Ana Ruiz (0:00)\nWhat did you expect?\n\nKim Park (0:03)\nA list, not nine steps.\n",
        ),
        (
            "trint.txt",
            "Ana Ruiz [00:00:01] What did you expect?\n\nKim Park [00:00:04] A list, not nine steps.\n",
        ),
        (
            "bracket.txt",
            "[Ana Ruiz 00:01] What did you expect?\n[Kim Park 00:04] A list, not nine steps.\n",
        ),
        (
            "above.txt",
            "00:01\nAna Ruiz\nWhat did you expect?\n\n00:04\nKim Park\nA list, not nine steps.\n",
        ),
        (
            "otter.txt",
            "00:00  Ana Ruiz\nWhat did you expect?\n\nKim Park  0:40\nA list, not nine steps.\n\nAna Ruiz  0:45\n\nTranscribed by https://otter.ai\n",
        ),
        (
            "chat.txt",
            "10:01:02 From Ana Ruiz to Everyone:\n\tWhat did you expect?\n10:01:40 From Kim Park to Ana Ruiz(Direct Message):\n\tA list, not nine steps.\n",
        ),
        (
            "zoom.vtt",
            "WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\nAna Ruiz: What did you expect?\n\n2\n00:00:04.500 --> 00:00:08.000\nKim Park (she/her): A list, not nine steps.\n",
        ),
    ] {
        let found = said(name, text);
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(who, what)| (who.as_str(), what.as_str()))
            .collect();
        assert_eq!(found[..2.min(found.len())], two, "{name}");
    }
}

#[test]
fn who_speaks_once_is_told_by_labels_of_the_same_shape() {
    let group = "Moderator: What comes to mind?\nTN1: Slow.\nTN2: The colours.\nTN3 (m, 34): [crosstalk] the price!\nModerator: Say more.\nTN1: Twelve euros is a lot.\nAll: (laughter)\n";
    let found = said("group.txt", group);
    let speakers: Vec<&str> = found.iter().map(|(who, _)| who.as_str()).collect();
    assert_eq!(
        speakers,
        ["Moderator", "TN1", "TN2", "TN3", "Moderator", "TN1", "All"]
    );
    let ward = "DR. BERG: How often?\nMS. O'NEIL [Nurse]: Every day: mornings, evenings.\nDR. BERG: Why?\n";
    assert_eq!(said("ward.txt", ward)[1].0, "MS. O'NEIL");
    let notes =
        "We met in her office.\nNext Steps: write to her.\nKey Findings: the export is slow.\n";
    let found = said("notes.txt", notes);
    assert!(
        found.iter().all(|(who, _)| who.is_empty()),
        "headings of notes are nobody: {found:?}"
    );
}

#[test]
fn a_first_name_beside_each_time_is_a_speaker_even_once() {
    let pair = |one: &str, other: &str| {
        vec![
            ("Kim".to_owned(), one.to_owned()),
            ("Ana".to_owned(), other.to_owned()),
        ]
    };
    let expected = pair("What do you think?", "It never syncs.");
    for text in [
        "Kim\n00:00:02\nWhat do you think?\n\nAna\n00:00:06\nIt never syncs.\n",
        "[00:00:02.34] Kim\nWhat do you think?\n\n[00:00:06.10] Ana\nIt never syncs.\n",
        "Kim: [00:00:02] What do you think?\n\nAna: [00:00:06] It never syncs. [00:00:16][10.1]\n",
        "Kim [00:00:02] What do you think?\n\nAna [00:00:06] It never syncs.\n",
        "0:02 | Kim\nWhat do you think?\n\n0:06 | Ana\nIt never syncs.\n",
    ] {
        assert_eq!(said("call.txt", text), expected, "{text}");
    }
    let nobody = "[00:00:02] Awesome\n[00:00:04] Thanks\n[00:00:06] It never syncs for me\n";
    assert!(
        said("call.txt", nobody)
            .iter()
            .all(|(who, _)| who.is_empty()),
        "times before what was said name nobody"
    );
}

#[test]
fn who_was_present_is_nobodys_speech() {
    let call = "Participants: Kim Sato (Larkspur), Ana Ruiz (Acme)\nDate: 2024-03-01\n\n\
        Kim: How is it going?\nAna: It never syncs.\nKim: Since when?\nAna: Since May.\n\nMeeting ended after 00:12:04 👋\n";
    let found = reading("call.txt", call);
    let conversation = super::feedback(&found)[0];
    assert_eq!(conversation.turns.len(), 4);
    assert_eq!(
        conversation.author.as_deref(),
        Some("Ana"),
        "the one who answers"
    );
    assert!(
        conversation.text.ends_with("Since May."),
        "{}",
        conversation.text
    );
}

#[test]
fn messengers_write_who_said_what_when() {
    for chat in [
        "[01.03.24, 09:00:00] Ana Ruiz: It stops at half\n[01.03.24, 09:02:10] Kim: Since when?\nAnd where?\n[02.03.24, 16:00:00] Ana Ruiz: Since May\n",
        "3/1/24, 9:00 AM - Ana Ruiz: It stops at half\n3/1/24, 9:02 AM - Kim: Since when?\nAnd where?\n3/2/24, 4:00 PM - Ana Ruiz: Since May\n",
    ] {
        let found = said("chat.txt", chat);
        let found: Vec<_> = found
            .iter()
            .map(|(who, what)| (who.as_str(), what.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                ("Ana Ruiz", "It stops at half"),
                ("Kim", "Since when?\nAnd where?"),
                ("Ana Ruiz", "Since May")
            ]
        );
    }
}

#[test]
fn labels_stand_where_tools_and_people_put_them() {
    let asked = [
        ("Kim", "How do you use it?"),
        ("Ana", "For invoices, each Friday."),
        ("Kim", "Why?"),
        ("Ana", "Habit."),
    ];
    for (name, text) in [
        (
            "numbered.txt",
            "1\tKim: How do you use it?\n2\tAna: For invoices, each Friday.\n3\tKim: Why?\n4\tAna: Habit.\n",
        ),
        (
            "dashes.txt",
            "[00:00:01.120] - Kim\nHow do you use it?\n\n[00:00:05.300] - Ana\nFor invoices, each Friday.\n\n[00:00:09.100] - Kim\nWhy?\n\n[00:00:12.800] - Ana\nHabit.\n",
        ),
        (
            "headings.md",
            "# Call 7\n\n### Kim · 00:01\nHow do you use it?\n\n### Ana · 00:05\nFor invoices, each Friday.\n\n### Kim · 00:09\nWhy?\n\n### Ana · 00:12\nHabit.\n",
        ),
        (
            "television.srt",
            "1\n00:00:01,000 --> 00:00:02,000\n>> Kim: How do you use it?\n\n2\n00:00:02,000 --> 00:00:05,000\n>> Ana: For invoices, each Friday.\n\n3\n00:00:05,000 --> 00:00:06,000\n>> Kim: Why?\n\n4\n00:00:06,000 --> 00:00:07,000\n>> Ana: Habit.\n",
        ),
        (
            "chat.txt",
            "10:02:11\t From Kim to Everyone:\n\tHow do you use it?\n10:03:01\t From Ana to Everyone:\n\tFor invoices, each Friday.\n10:04:00\t From Kim to Everyone:\n\tWhy?\n10:04:09\t From Ana to Everyone:\n\tHabit.\n",
        ),
    ] {
        let found = said(name, text);
        let found: Vec<_> = found
            .iter()
            .map(|(who, what)| (who.as_str(), what.as_str()))
            .collect();
        assert_eq!(found, asked, "{name}");
    }
    let pairs = "Price: too high\nSearch: slow\nExport: stops at half\n";
    assert!(
        !said("notes.txt", pairs).is_empty(),
        "notes in pairs are words all the same"
    );
}

#[test]
fn who_asks_is_told_by_labels_in_other_scripts() {
    let text = "インタビュアー：普段どのように使っていますか。\n参加者A：毎週金曜日に請求書を作ります。\nインタビュアー：難しいところはありますか。\n参加者A：電車の中で止まります。\n";
    let found = reading("call.txt", text);
    let asks: Vec<bool> = super::feedback(&found)[0]
        .turns
        .iter()
        .map(|turn| turn.interviewer)
        .collect();
    assert_eq!(asks, [true, false, true, false]);
}
