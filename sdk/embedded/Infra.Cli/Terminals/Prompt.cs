namespace Infra.Cli.Terminals;

/// <summary>Asks the user questions on the terminal.</summary>
internal sealed class Prompt(Terminal terminal, Interruption interruption)
{
    /// <summary>Asks for a line; <c>null</c> at the end of the input. Ctrl-C cancels the question.</summary>
    public async Task<string?> AskAsync(string question)
    {
        terminal.Out.Write(new StyledLine(question, Tone.Strong).Add(" "));
        return await InterruptibleAsync(terminal.Input.ReadLine);
    }

    /// <summary>Asks for a line without echo, such as a passphrase.</summary>
    public async Task<string?> AskHiddenAsync(string question)
    {
        terminal.Out.Write(new StyledLine(question, Tone.Strong).Add(" "));
        var line = await InterruptibleAsync(terminal.ReadHidden);
        terminal.Out.WriteLine();
        return line;
    }

    /// <summary>Asks until an answer or its beginning is given. Enter and the end of the input choose the default.</summary>
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

    // A blocked console read cannot be cancelled, so it stays behind until the process ends.
    private async Task<string?> InterruptibleAsync(Func<string?> read)
    {
        var reading = Task.Run(read);
        await Task.WhenAny(reading, Task.Delay(Timeout.Infinite, interruption.Graceful));
        interruption.Graceful.ThrowIfCancellationRequested();
        try
        {
            return await reading;
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // A terminal that is gone is the end of the input.
            return null;
        }
    }
}
