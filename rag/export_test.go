package rag

// What the tests of package rag_test need beside what is exported.
type Verifier = verifier

var NewVerifier = newVerifier
