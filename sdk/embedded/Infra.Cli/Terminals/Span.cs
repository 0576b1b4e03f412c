namespace Infra.Cli.Terminals;

/// <summary>A part of a line with one tone.</summary>
internal readonly record struct Span(string Text, Tone Tone);
