fn main() {
    let pack = breakwater_lure::compile::compile(std::path::Path::new("data/signals"), &[]).unwrap();
    let w = |n: &str, b: Vec<u8>| std::fs::write(format!("/tmp/sz/{n}"), b).unwrap();
    std::fs::create_dir_all("/tmp/sz").unwrap();
    w("folding", postcard::to_allocvec(&pack.folding).unwrap());
    w("words", pack.words.clone().into_bytes());
    w("counts", postcard::to_allocvec(&pack.class_counts).unwrap());
    w("steps", postcard::to_allocvec(&pack.class_steps).unwrap());
    w("seqs", postcard::to_allocvec(&pack.sequences).unwrap());
    w("phrases", postcard::to_allocvec(&pack.phrases).unwrap());
    w(
        "trig",
        postcard::to_allocvec(&pack.phrases.iter().map(|p| p.triggers.clone()).collect::<Vec<_>>()).unwrap(),
    );
    println!(
        "{} phrases {} trig {} elements {} classes-memberships {} seqs",
        pack.phrases.len(),
        pack.phrases.iter().map(|p| p.triggers.len()).sum::<usize>(),
        pack.phrases.iter().map(|p| p.elements.len()).sum::<usize>(),
        pack.class_steps.len(),
        pack.sequences.len()
    );
}
