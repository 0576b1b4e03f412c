namespace Infra.Cli.Terminals;

/// <summary>What a piece of text means; a terminal turns it into a colour.</summary>
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
