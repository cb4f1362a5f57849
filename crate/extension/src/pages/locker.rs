//! The locker: what was saved, checked again as it is shown; the package to hand over; and erasing.

pub async fn run() -> Result<(), crate::browser::Failure> {
    Ok(())
}
