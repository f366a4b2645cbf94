package rag

// Unexported names that the tests in package rag_test need.
type Verifier = verifier

var NewVerifier = newVerifier
