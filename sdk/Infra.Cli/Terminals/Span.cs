namespace Infra.Cli.Terminals;

/// <summary>A piece of a line in one tone.</summary>
internal readonly record struct Span(string Text, Tone Tone);
