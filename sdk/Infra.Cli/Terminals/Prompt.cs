namespace Infra.Cli.Terminals;

/// <summary>Questions to whoever sits at the terminal.</summary>
internal sealed class Prompt(Terminal terminal, Interruption interruption)
{
    /// <summary>Asks for a line; <c>null</c> at the end of the input. Ctrl-C ends the question.</summary>
    public async Task<string?> AskAsync(string question)
    {
        terminal.Out.Write(new StyledLine(question, Tone.Strong).Add(" "));
        return await InterruptibleAsync(terminal.Input.ReadLine);
    }

    /// <summary>Asks for a line that is not shown, such as a passphrase.</summary>
    public async Task<string?> AskHiddenAsync(string question)
    {
        terminal.Out.Write(new StyledLine(question, Tone.Strong).Add(" "));
        var line = await InterruptibleAsync(terminal.ReadHidden);
        terminal.Out.WriteLine();
        return line;
    }

    /// <summary>Asks until one of some answers is given, by its name or its beginning; Enter and the end of the input give the default.</summary>
    public async Task<string> ChooseAsync(
        string question,
        IReadOnlyList<string> answers,
        string byDefault
    )
    {
        var shown = string.Join('/', answers);
        while (true)
        {
            var line = (await AskAsync($"{question} [{shown}] ({byDefault})"))?.Trim();
            if (string.IsNullOrEmpty(line))
            {
                return byDefault;
            }

            if (
                answers.FirstOrDefault(a =>
                    a.StartsWith(line, StringComparison.OrdinalIgnoreCase)
                ) is
                { } answer
            )
            {
                return answer;
            }

            terminal.Out.WriteLine($"Please answer with one of {string.Join(", ", answers)}.");
        }
    }

    // A blocked read of the console cannot be called off: it is left behind, and ends with the process.
    private async Task<string?> InterruptibleAsync(Func<string?> read)
    {
        var reading = Task.Run(read);
        await Task.WhenAny(reading, Task.Delay(Timeout.Infinite, interruption.Graceful));
        interruption.Graceful.ThrowIfCancellationRequested();
        return await reading;
    }
}
