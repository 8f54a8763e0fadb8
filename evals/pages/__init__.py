"""Questions of public data sets over a page of text and table, asked of the page as a user's only document."""
