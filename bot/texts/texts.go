// Package texts is every fixed text that the bot says, in traditional Chinese,
// simplified Chinese and English: one file a language.
//
// It knows words only. What they are said about, and how Discord shows them, is
// in the other rooms of bot.
package texts

// Texts are everything that the bot itself says, in one language. The caller
// fills in a %s or %d; the comment of each text says with what.
type Texts struct {
	Library
	Refusals
	Channels
	Errors         // none in English
	Parts   Errors // what stands within errors, none in English
	Console Errors // what goes wrong on the command line, none in English

	translator translator

	Help, Privacy     string
	Greeting          string // of a server that was joined
	Sources           string // label of the button
	Retry, Publish    string // labels
	Nearest           string // label: the passages that come nearest to what was refused
	ComeNearest       string // stands before these
	Searched, Nothing string // results of a search, with the query; none
	Outline, From     string // of an article
	Attached          string // the answer is in a file
	Queued            string // with the position
	SlowDown          string // with the time as Discord shows it
	Crowded           string // with the same
	Busy              string // the queue is full
	Stopping, Cut     string // the bot ends: no new question; an answer was cut off
	Forsaken          string // it ended before, and now it is too late to answer
	Failed            string // the answer could not be made
	TooLong, Empty    string // a question that cannot be taken
	Stale             string // a button of another version, or forged
	NotYours          string // somebody else's button
	Changed           string // the article is no longer the one that was cited
	Thanks            string // for a vote

	Mute               string // the bot may not write there, with the channel
	Checked, Checkable string // heading of claims; there is none
	Supported, Opposed string // findings
	Absent             string
}

// Library is what the bot says about libraries, settings and what is kept of
// people.
type Library struct {
	Positions  map[string]string // stand behind a section, with the number; by [doc.Unit]
	Unwelcome  string            // the settings do not let the asker ask there
	ManageOnly string            // only who may manage the server may do that
	NoArticle  string            // with what was named
	Several    string            // articles may be meant, with what was named and how many

	NoArticles, NoOwnArticles string // a server, a person has nothing to be answered from
	Example, TryExample       string // with the title; the label

	Listed, EmptyLibrary, Standing string // headings of a list: with the number; none; others answer
	Sizes                          string // characters, passages

	Removed, Restored           string // with the title; removed with the time until which it can be restored, too
	Restore, Remove             string // labels; remove with the title
	SureToRemove, WhichToRemove string // with what was named; with that and how many are near
	RemoveByID                  string // which, as they are too many for buttons: with what was named and how many
	TooLateToRestore            string
	NotRestored, Superseded     string // with the reason; a reason, with the title of the later version

	Adding, Waiting, Fetching    string            // an addition
	Reading                      string            // with the name
	ReadingPart                  string            // with the name and how much of how much
	Added, Replaced, Unchanged   string            // with the title
	Sentence, Advice             string            // what is wrong; that and what to do about it
	NotReadable                  string            // it is wrong, and nobody knows how
	Left                         string            // with the name and why: a file of an archive that is none
	NothingIn                    string            // with the name of an archive that has no files
	Cancelled, Cancel, Over      string            // it is; the label; nothing was left to cancel
	FailedToAdd                  string            // with why
	NothingNamed, NoLink, TooBig string            // reasons
	TooMany                      map[string]string // reasons, by what there would be too much of
	Repeated                     map[string]string // how often a page is fetched again, by the choice; by none, that only pages are
	NotRepeated                  string            // with why

	Settings, Everybody, Everywhere, Nobody string
	Yes, No, Days                           string            // days with their number
	Names                                   map[string]string // of settings
	Values                                  map[string]string // of the language and the mode
	Setting                                 string            // a line: a name and what it is set to

	Exported, SureToForget, ForgetMe, Forgotten string
}

// Refusals stand in for a message that Discord does not take.
type Refusals struct {
	Blocked    string // by AutoMod
	NoAccess   string
	Archived   string
	Deleted    string
	TooLarge   string
	TooLate    string
	NotTaken   string // with the number of Discord's error
	Incomplete string // stands before the others where a part of the answer is there
}

// Channels is what the bot says about where and how it is asked: files and forwarded
// messages, threads, channels in which it needs no mention.
type Channels struct {
	Unreadable string // a file that is asked about cannot be read, with why
	AskAbout   string // it came without a question
	FromFile   string // stands below an answer from it
	ReplyOn    string // after that, where the message with the file can be read again
	// HiddenReply stands below an answer to a reply to a message that Discord does not show.
	HiddenReply string
	RoleHidden  string // its role was mentioned, and Discord does not show the message

	AskOn, AskOnFreely string // stands at the beginning of a thread: with a mention or a reply, without
	ByMessage          string // stands above an answer that could not be written in the channel that it names
	NotSwitchedOn      string // stands behind channels in which it cannot answer without a mention
}
