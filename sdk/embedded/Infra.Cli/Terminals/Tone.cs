namespace Infra.Cli.Terminals;

/// <summary>The meaning of a text, which a terminal shows as a color.</summary>
internal enum Tone
{
    Plain,
    Dim,
    Strong,
    Heading,
    Create,
    Update,
    Delete,
    Replace,
    Read,
    Error,
    Warning,
    Info,
}
