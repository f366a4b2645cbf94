package footnotes

var Blank = blank
