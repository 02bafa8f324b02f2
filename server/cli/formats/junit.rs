//! `--format junit`: a suite for each draft, a failed case for each finding of warning or above; a draft without any passes.

use std::io::{self, Write};

use copydesk_desk::Severity;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::xml_text;
use crate::cli::findings::{Findings, PlacedFinding};

/// Writes the document.
pub(super) fn write(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    let failing = |finding: &&PlacedFinding| finding.finding.severity >= Severity::Warning;
    let failures = findings.findings.iter().filter(failing).count();
    let mut xml = Writer::new_with_indent(&mut *out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let suites = xml
        .create_element("testsuites")
        .with_attribute(("name", "copydesk"))
        .with_attribute(("failures", failures.to_string().as_str()))
        .with_attribute(("errors", findings.problems.len().to_string().as_str()));
    suites.write_inner_content(|xml| {
        for draft in &findings.drafts {
            let name = xml_text(draft);
            let own: Vec<&PlacedFinding> =
                findings.findings.iter().filter(|finding| finding.path == *draft).filter(failing).collect();
            let suite = xml
                .create_element("testsuite")
                .with_attribute(("name", name.as_str()))
                .with_attribute(("tests", own.len().max(1).to_string().as_str()))
                .with_attribute(("failures", own.len().to_string().as_str()));
            suite.write_inner_content(|xml| {
                if own.is_empty() {
                    xml.create_element("testcase")
                        .with_attribute(("classname", name.as_str()))
                        .with_attribute(("name", "no findings"))
                        .write_empty()?;
                }
                own.iter().try_for_each(|finding| write_case(xml, finding))
            })?;
        }
        for problem in &findings.problems {
            let name = xml_text(&problem.path);
            let suite = xml
                .create_element("testsuite")
                .with_attribute(("name", name.as_str()))
                .with_attribute(("tests", "1"))
                .with_attribute(("errors", "1"));
            suite.write_inner_content(|xml| {
                let case = xml.create_element("testcase").with_attribute(("name", "readable"));
                case.with_attribute(("classname", name.as_str())).write_inner_content(|xml| {
                    let message = xml_text(&problem.message);
                    let error = xml.create_element("error").with_attribute(("message", message.as_str()));
                    error.write_empty()?;
                    Ok(())
                })?;
                Ok(())
            })?;
        }
        Ok(())
    })?;
    writeln!(out)
}

fn write_case<W: Write>(xml: &mut Writer<W>, finding: &PlacedFinding) -> io::Result<()> {
    let place = finding.range.0;
    let name = format!("{} at {}:{}", finding.finding.rule, place.line, place.column);
    let case = xml.create_element("testcase").with_attribute(("classname", xml_text(&finding.path).as_str()));
    case.with_attribute(("name", name.as_str())).write_inner_content(|xml| {
        let failure = xml
            .create_element("failure")
            .with_attribute(("type", finding.finding.severity.name()))
            .with_attribute(("message", xml_text(&finding.finding.message).as_str()));
        failure.write_text_content(BytesText::new(&xml_text(&finding.words)))?;
        Ok(())
    })?;
    Ok(())
}
