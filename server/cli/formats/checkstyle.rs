//! `--format checkstyle`: the XML that Jenkins and many others read.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};

use super::{level, xml_text};
use crate::cli::findings::Findings;

/// Writes the document: the files with findings, in order.
pub(super) fn write(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(&mut *out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.create_element("checkstyle").with_attribute(("version", "8.0")).write_inner_content(|xml| {
        for file in findings.findings.chunk_by(|one, other| one.path == other.path) {
            let element =
                xml.create_element("file").with_attribute(("name", xml_text(&file[0].path).as_str()));
            element.write_inner_content(|xml| {
                for finding in file {
                    let place = finding.range.0;
                    xml.create_element("error")
                        .with_attribute(("line", place.line.to_string().as_str()))
                        .with_attribute(("column", place.column.to_string().as_str()))
                        .with_attribute(("severity", level(finding.finding.severity)))
                        .with_attribute(("message", xml_text(&finding.finding.message).as_str()))
                        .with_attribute(("source", format!("copydesk.{}", finding.finding.rule).as_str()))
                        .write_empty()?;
                }
                Ok(())
            })?;
        }
        for problem in &findings.problems {
            let element =
                xml.create_element("file").with_attribute(("name", xml_text(&problem.path).as_str()));
            element.write_inner_content(|xml| {
                let line = problem.place.map_or(1, |place| place.line).to_string();
                xml.create_element("error")
                    .with_attribute(("line", line.as_str()))
                    .with_attribute(("severity", "error"))
                    .with_attribute(("message", xml_text(&problem.message).as_str()))
                    .with_attribute(("source", "copydesk"))
                    .write_empty()?;
                Ok(())
            })?;
        }
        Ok(())
    })?;
    writeln!(out)
}
