"""Grammar: who does what to whom in a sentence, whatever the construction, and how it is meant; the frames that say which words state which relation."""
