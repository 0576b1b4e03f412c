namespace Infra.Cli.Display;

/// <summary>Runs code that only shows something. Its first exception silences it, because showing must not stop an operation.</summary>
/// <param name="what">The name of what is guarded, for the warning.</param>
internal sealed class DisplayGuard(string what)
{
    private Exception? _failure;

    /// <summary>The warning about the failure, with the stack for a report, or <c>null</c>.</summary>
    public string? Warning =>
        _failure is null
            ? null
            : $"{what} failed, and the operation went on without it. This is a bug; please report it with the lines below.\n{_failure}";

    public void Run(Action show)
    {
        if (_failure is not null)
        {
            return;
        }

        try
        {
            show();
        }
#pragma warning disable CA1031 // Whatever goes wrong here, resources are being changed meanwhile. The warning reports it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _failure = e;
        }
    }

    public async Task RunAsync(Func<Task> show)
    {
        try
        {
            await show();
        }
#pragma warning disable CA1031 // As above.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _failure ??= e;
        }
    }
}
