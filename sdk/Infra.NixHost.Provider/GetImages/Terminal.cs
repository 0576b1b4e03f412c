namespace Infra.NixHost.Provider.GetImages;

/// <summary>Where a command writes and asks.</summary>
/// <param name="Output">Gets the report and the questions.</param>
/// <param name="Errors">Gets what the user can mend.</param>
/// <param name="Answers">Gives the answers; <c>null</c> where nobody sits at a terminal.</param>
internal sealed record Terminal(TextWriter Output, TextWriter Errors, TextReader? Answers);
