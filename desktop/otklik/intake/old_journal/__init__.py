"""The journal kept before this program: a spreadsheet of any order of columns, read row by row; nothing is stored."""
