// Package texts has every fixed text that the bot says, in traditional Chinese, simplified
// Chinese and English, with one file per language.
//
// It has only the words. Other packages below bot decide what they are said about, and how
// Discord shows them.
package texts

// Texts has everything that the bot itself says, in one language. The caller fills in each %s
// or %d; the comment of a text says with what.
type Texts struct {
	Library
	Refusals
	Channels
	Approval
	Handoff
	Insights
	Aging
	Answers
	Solved
	Reach
	Policy
	Visibility
	Pages
	Commands
	Errors         // nil in English
	Parts   Errors // texts within errors; nil in English
	Console Errors // errors of the command line; nil in English

	translator translator
	locale     string

	Help              string
	Greeting          string // to a server that the bot has joined
	Quoted, Written   string // above a sure answer: in the article's words; in a model's words
	Uncertain         string // above an unsure answer
	Disagreeing       string // above sentences of articles that disagree
	Unanswered        string // above a refusal
	LeftOut           string // below a model's text from which something was left out
	InBold            string // above the passages of an answer
	Sources           string // label of the button
	Retry, Publish    string // labels
	Nearest           string // label: the passages nearest to a refused question
	ComeNearest       string // above these
	Searched, Nothing string // above the results of a search, with the query; there are none
	Outline, From     string // of an article
	ReadOn, DayForm   string // of a web page, with the day on which it was read; the layout of a day for time.Format
	Attached          string // the answer is in a file
	Queued            string // with the position
	SlowDown          string // with the time as Discord shows it
	Crowded           string // with the same
	Busy              string // the queue is full
	Stopping, Cut     string // the bot stops: it takes no new questions; an answer was cut off
	Forsaken          string // the bot stopped before answering, and now it is too late to answer
	Failed            string // the answer failed
	TooLong, Empty    string // questions that cannot be answered: too long; a mention without one
	NoWords           string // a question or a query without words, in a command
	Stale             string // a button of another version, or forged
	NotYours          string // somebody else's button
	Changed           string // the article is not the cited version any more
	Thanks            string // for a vote

	Mute               string // the bot may not write there, with the channel
	Checked, Checkable string // heading of claims; there is no claim
	Supported, Opposed string // findings
	Unsure, Absent     string
}

// Locale returns the language of the texts, in the form that [Catalog.ForLocale] takes.
func (t *Texts) Locale() string { return t.locale }

// Library has what the bot says about libraries, settings and data stored about people.
type Library struct {
	Positions  map[string]string // after a section, with the number; by [doc.Unit]
	Unwelcome  string            // the settings do not let the asker ask there
	ManageOnly string            // only members who may manage the server may do that
	NoArticle  string            // with the given name
	// NoArticleKept is NoArticle for those who manage a library, with articles that they may not ask.
	NoArticleKept string
	Several       string // several articles match, with the given name and their number

	NoArticles, NoOwnArticles string // a server or a person has nothing to get answers from
	Example, TryExample       string // with the title; the label

	Listed, EmptyLibrary, Standing string // headings of a list: with the number; for an empty one; if other articles answer
	Sizes                          string // with the numbers of characters and passages

	Removed, Restored           string            // with the title; Removed also with the time until which it can be restored
	Restore, Remove             string            // labels; Remove with the title
	SureToRemove, WhichToRemove string            // with the given name; with that and the number of matches
	RemoveByID                  string            // asks which one to remove if there are too many for buttons: with the given name and their number
	Shown                       string            // the part of a list that is shown: the numbers of the first and the last
	PickToRemove, PickToRestore string            // placeholders of menus of articles
	SureToRemoveAll, RemoveAll  string            // with the number; the label, with the number
	RemovedAll                  string            // with the number and the time until which they can be restored
	BackToList                  string            // label
	MoreOfOne                   string            // above the titles of articles that there is no room to describe
	MoreArticles                string            // below them, with the number of those for whose titles there is none
	PageCount                   string            // after the size of an article that has pages
	ByOther, ByUnknown          string            // who has added an article: somebody else; unknown
	Facts                       map[string]string // names of the facts about an article
	TooLateToRestore            string
	NotRestored, Superseded     string // with the reason; a reason, with the title of the later version

	Adding, Waiting, Fetching    string            // stages of an addition
	Reading                      string            // with the name
	ReadingPart                  string            // with the name, the number of parts read and their total
	ReadingPage                  string            // with the name, the number of the scanned page that is being read, and their total
	Added, Replaced, Unchanged   string            // with the title
	Sentence, Advice             string            // what is wrong; the same and what to do about it
	OfEnvironment, OfFile        string            // a variable of the environment, and one of a file
	NotReadable                  string            // something is wrong, for an unknown reason
	Left                         string            // with the name and the reason: a file of an archive that is not an article
	NothingIn                    string            // with the name of an archive that has no files
	Cancelled, Cancel, Over      string            // the addition is cancelled; the label; there was nothing left to cancel
	FailedToAdd                  string            // with the reason
	NothingNamed, NoLink, TooBig string            // reasons
	Wordless                     string            // a reason: there is nothing to read in a message
	TooMany                      map[string]string // reasons, by the limit that would be exceeded
	Repeated                     map[string]string // how often a page is fetched again, by the choice; "" says that only pages are
	NotRepeated                  string            // with the reason

	Settings, Everybody, Everywhere, Nobody string
	Nowhere                                 string // no channel
	Yes, No                                 string
	KeepsNone                               string            // instead of how long questions are stored
	TellsNobody                             string            // after a setting that has no effect because no questions are stored
	Names                                   map[string]string // of settings
	Values                                  map[string]string // of the language and the mode
	Setting                                 string            // a line: the name of a setting and its value

	Exported, SureToForget, ForgetMe, Forgotten string
}

// Refusals replace a message that Discord does not accept.
type Refusals struct {
	Blocked    string // by AutoMod
	NoAccess   string
	Archived   string
	Deleted    string
	TooLarge   string
	TooLate    string
	NotTaken   string // with Discord's error code
	Incomplete string // before the others if a part of the answer has been sent
}

// Visibility has what the bot says about making a private answer public and removing a public
// one.
type Visibility struct {
	AskedBy          string // below a public answer, with the id of the asker
	SeePublic        string // label of the link to it
	AlreadyPublic    string // with the link
	PublicAlready    string // it is public, or about to be, but its address is unknown
	PrivateOnly      string // the settings do not permit it
	NoPost           string // the person who pressed may not write there
	NotHeard         string // the server does not let people's own apps speak to everybody
	NotYoursToRemove string
	Stays            string // Discord does not permit deleting the answer
}

// Pages has what the bot says about the pages of a PDF and its file.
type Pages struct {
	SeenBy    string // after the place of what a model has read from a picture, with the model's name
	Unread    string // pages of an article that were not read: their numbers, and why
	UnreadYet string // another try may read them

	UnreadPicture  string // a picture in an article was not read
	UnreadPictures string // with the number
	NotMarked      string // after a page on which not every sentence could be marked
	NoRoom         string // below an article whose file is not stored
}

// Channels has what the bot says about where and how it is asked: files and forwarded
// messages, threads, channels in which it needs no mention.
type Channels struct {
	Unreadable string // a file that a question is about cannot be read, with the reason
	AskAbout   string // the file came without a question
	FromFile   string // below an answer from the file
	ReplyOn    string // after that, if the message with the file can be read again
	// HiddenReply is below an answer to a reply to a message that Discord does not show.
	HiddenReply string
	RoleHidden  string // the bot's role was mentioned, and Discord does not show the message

	AskOn, AskOnFreely string // at the beginning of a thread: a mention or a reply is needed; is not needed
	ByMessage          string // above an answer that could not be written in the channel, with the channel
	NotSwitchedOn      string // after channels in which the bot cannot answer without a mention
}
