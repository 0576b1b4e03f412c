namespace Documentation.Tests.Pages;

/// <summary>One block of code in a page.</summary>
/// <param name="Page">The page, relative to the repository.</param>
/// <param name="Line">The line at which it begins.</param>
/// <param name="Language">The first word after the fence; empty for an indented block.</param>
/// <param name="Note">What follows that word.</param>
/// <param name="Text">The lines.</param>
internal sealed record Block(string Page, int Line, string Language, string Note, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Page}:{Line}";
}
