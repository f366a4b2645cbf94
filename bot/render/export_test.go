package render

// Cited returns the places of footnotes.
var Cited = cited
