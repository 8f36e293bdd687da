//! PostgreSQL's text form of arrays (manual 8.15.6), read and written.

/// An element of an array.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Element {
    /// NULL.
    Null,
    /// A value in text form.
    Text(String),
    /// An inner array of a multidimensional one.
    Array(Vec<Element>),
}

/// Reads `{…}`; `None` for anything else, arrays with explicit bounds among it.
pub fn parse(text: &str, delimiter: char) -> Option<Vec<Element>> {
    let mut reader = Reader { rest: text, delimiter };
    let elements = reader.array()?;
    reader.rest.is_empty().then_some(elements)
}

struct Reader<'a> {
    rest: &'a str,
    delimiter: char,
}

impl Reader<'_> {
    fn eat(&mut self, c: char) -> bool {
        match self.rest.strip_prefix(c) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn array(&mut self) -> Option<Vec<Element>> {
        let mut elements = Vec::new();
        if !self.eat('{') {
            return None;
        }
        if self.eat('}') {
            return Some(elements);
        }
        loop {
            elements.push(self.element()?);
            if self.eat('}') {
                return Some(elements);
            }
            if !self.eat(self.delimiter) {
                return None;
            }
        }
    }

    fn element(&mut self) -> Option<Element> {
        if self.rest.starts_with('{') {
            return self.array().map(Element::Array);
        }
        if self.eat('"') {
            return self.quoted().map(Element::Text);
        }
        let end = self.rest.find([self.delimiter, '}'])?;
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        Some(if text == "NULL" { Element::Null } else { Element::Text(unescape(text)) })
    }

    fn quoted(&mut self) -> Option<String> {
        let mut text = String::new();
        let mut characters = self.rest.char_indices();
        while let Some((at, c)) = characters.next() {
            match c {
                '"' => {
                    self.rest = self.rest.get(at + 1..)?;
                    return Some(text);
                }
                '\\' => text.push(characters.next()?.1),
                other => text.push(other),
            }
        }
        None
    }
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => out.extend(characters.next()),
            other => out.push(other),
        }
    }
    out
}

/// Writes elements so that every element type reads them back: values are always quoted.
pub fn write(elements: &[Element]) -> String {
    let parts: Vec<String> = elements
        .iter()
        .map(|element| match element {
            Element::Null => "NULL".to_owned(),
            Element::Text(text) => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
            Element::Array(inner) => write(inner),
        })
        .collect();
    format!("{{{}}}", parts.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn element() -> impl Strategy<Value = Element> {
        let leaf = prop_oneof![Just(Element::Null), "\\PC{0,8}|[{}\",\\\\N]{0,6}".prop_map(Element::Text)];
        leaf.prop_recursive(3, 16, 4, |inner| prop::collection::vec(inner, 0..4).prop_map(Element::Array))
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(elements in prop::collection::vec(element(), 0..5)) {
            prop_assert_eq!(parse(&write(&elements), ','), Some(elements));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[{}\",\\\\a1 N;]{0,20}") {
            if let Some(elements) = parse(&text, ',') {
                prop_assert_eq!(parse(&write(&elements), ','), Some(elements));
            }
        }
    }

    #[test]
    fn forms_of_the_server() {
        let text = |s: &str| Element::Text(s.to_owned());
        assert_eq!(parse("{1,NULL,\"NULL\"}", ','), Some(vec![text("1"), Element::Null, text("NULL")]));
        assert_eq!(parse("{{1,2},{3,4}}", ',').map(|rows| rows.len()), Some(2));
        assert_eq!(parse("{(1,1),(0,0);(2,2),(1,1)}", ';').map(|boxes| boxes.len()), Some(2));
        for text in ["[0:1]={1,2}", "{", "{1", "{\"a}", "{1}x", ""] {
            assert_eq!(parse(text, ','), None, "{text}");
        }
    }
}
