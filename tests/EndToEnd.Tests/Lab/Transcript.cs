using System.Text;

namespace EndToEnd.Tests.Lab;

/// <summary>Collects what a command says on both streams.</summary>
internal sealed class Transcript
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    public string Output => Read(_output);

    public string Error => Read(_error);

    public void AddOutput(string line) => Append(_output, line);

    public void AddError(string line) => Append(_error, line);

    private void Append(StringBuilder text, string line)
    {
        lock (_lock)
        {
            text.Append(line).Append('\n');
        }
    }

    private string Read(StringBuilder text)
    {
        lock (_lock)
        {
            return text.ToString();
        }
    }
}
