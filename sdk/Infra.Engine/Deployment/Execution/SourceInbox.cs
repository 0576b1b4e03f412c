using System.Threading.Channels;
using Infra.Engine.Deployment.Goals;

namespace Infra.Engine.Deployment.Execution;

/// <summary>Where a program's wishes arrive, to be taken one by one.</summary>
internal sealed class SourceInbox
{
    private readonly Channel<SourceEvent> _channel = Channel.CreateUnbounded<SourceEvent>(
        new() { SingleReader = true }
    );

    /// <summary>The wishes, until the program is done.</summary>
    public ChannelReader<SourceEvent> Reader => _channel.Reader;

    /// <summary>Hands in a wish and waits for the answer; is cancelled when the run ends before.</summary>
    public Task<RegistrationResult> SendAsync(SourceEvent wish)
    {
        if (!_channel.Writer.TryWrite(wish))
        {
            wish.Abandon();
        }

        return wish.Answer;
    }

    /// <summary>The program has nothing more to ask for; with an error, it failed.</summary>
    public void Complete(Exception? error = null) => _channel.Writer.TryComplete(error);
}
