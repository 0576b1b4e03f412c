namespace Infra.Cli.Tests.CommandLines;

/// <summary>Somebody who is asked and does not answer.</summary>
internal sealed class SilentReader(Action asked) : TextReader
{
    private readonly ManualResetEventSlim _answer = new();

    public override string? ReadLine()
    {
        asked();
        _answer.Wait();
        return null;
    }

    protected override void Dispose(bool disposing)
    {
        _answer.Set();
        base.Dispose(disposing);
    }
}
