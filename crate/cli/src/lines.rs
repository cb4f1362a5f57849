//! One JSON object a line in, one out. A bad line is named on standard error, the rest is still processed, and
//! the exit status is 1.

use std::{
    error::Error,
    io::{self, BufRead, BufWriter, Write},
    process::ExitCode,
};

use serde::{Serialize, de::DeserializeOwned};

/// Runs `answer` over every line of standard input.
///
/// Empty lines are passed over. Exit status: 0 when every line was answered, 1 when at least one was not.
pub fn each<In, Out, E>(mut answer: impl FnMut(In) -> Result<Out, E>) -> ExitCode
where
    In: DeserializeOwned,
    Out: Serialize,
    E: Error,
{
    match process(io::stdin().lock(), BufWriter::new(io::stdout().lock()), io::stderr(), &mut answer) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        // A reader that has gone away (`breakwater … | head`) is no fault of ours, and there is no one to tell.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "breakwater: could not read or write: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Answers every line and counts the ones that could not be answered.
fn process<In, Out, E>(
    mut input: impl BufRead,
    mut output: impl Write,
    mut complaints: impl Write,
    answer: &mut impl FnMut(In) -> Result<Out, E>,
) -> io::Result<usize>
where
    In: DeserializeOwned,
    Out: Serialize,
    E: Error,
{
    let mut line = Vec::new();
    let mut number = 0_usize;
    let mut bad = 0;
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            output.flush()?;
            return Ok(bad);
        }
        number += 1;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let complaint = match serde_json::from_slice(&line) {
            Ok(request) => match answer(request) {
                Ok(reply) => {
                    serde_json::to_writer(&mut output, &reply)?;
                    output.write_all(b"\n")?;
                    continue;
                }
                Err(error) => error.to_string(),
            },
            Err(error) => error.to_string(),
        };
        bad += 1;
        writeln!(complaints, "line {number}: {complaint}")?;
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    fn double(input: &str) -> (usize, String, String) {
        let (mut output, mut complaints) = (Vec::new(), Vec::new());
        let bad =
            process(input.as_bytes(), &mut output, &mut complaints, &mut |n: u32| Ok::<_, Infallible>(n * 2))
                .unwrap();
        (bad, String::from_utf8(output).unwrap(), String::from_utf8(complaints).unwrap())
    }

    #[test]
    fn answers_every_line() {
        assert_eq!(double("1\n2\n"), (0, "2\n4\n".into(), String::new()));
    }

    #[test]
    fn names_a_bad_line_and_goes_on() {
        let (bad, output, complaints) = double("1\nnot json\n\n3");
        assert_eq!((bad, output.as_str()), (1, "2\n6\n"));
        assert!(complaints.starts_with("line 2: "), "{complaints}");
    }

    #[test]
    fn a_line_that_is_not_utf8_is_only_a_bad_line() {
        let (mut output, mut complaints) = (Vec::new(), Vec::new());
        let input: &[u8] = b"\xff\xfe\n4\n";
        let bad = process(input, &mut output, &mut complaints, &mut |n: u32| Ok::<_, Infallible>(n)).unwrap();
        assert_eq!((bad, output.as_slice()), (1, b"4\n".as_slice()));
    }
}
