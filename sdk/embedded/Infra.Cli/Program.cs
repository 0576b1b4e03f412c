using System.Runtime.InteropServices;
using System.Text;
using Infra.Cli;
using Infra.Cli.Terminals;
using Infra.Engine;
using Infra.Engine.Processes;
using Infra.Engine.Runs;

#pragma warning disable RS0030 // The one place that may touch the console.
var hasInput = StandardStreams.IsInherited(0);
var hasOutput = StandardStreams.IsInherited(1);
var hasError = StandardStreams.IsInherited(2);
StandardStreams.ReserveClosed();

var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var outputStream = new OutputStream(hasOutput ? Console.OpenStandardOutput() : Stream.Null);
using var errorStream = new OutputStream(hasError ? Console.OpenStandardError() : Stream.Null);
using var output = new StreamWriter(outputStream, encoding, 64 * 1024) { AutoFlush = false };
using var error = new StreamWriter(errorStream, encoding) { AutoFlush = true };
using var input = new StreamReader(hasInput ? Console.OpenStandardInput() : Stream.Null, encoding);
using var interruption = new Interruption();
Signals.HandleInterrupt();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);

// An operation goes on without its terminal. A question ends there, because the input ends.
using var hangUp = PosixSignalRegistration.Create(
    PosixSignal.SIGHUP,
    static signal => signal.Cancel = true
);

var terminal = new Terminal(input, output, error)
{
    IsInputTerminal = hasInput && !Console.IsInputRedirected,
    IsOutputTerminal = hasOutput && !Console.IsOutputRedirected,
    IsErrorTerminal = hasError && !Console.IsErrorRedirected,
    MeasureWidth = static () => Console.WindowWidth,
    MeasureHeight = static () => Console.WindowHeight,
    ReadHidden = static () => HiddenLine.Read(static () => Console.ReadKey(intercept: true)),
    GetOutputFailure = () => outputStream.Failure,
};
var context = new CommandContext(terminal, PulumiEnvironment.OfProcess())
{
    Interruption = interruption,
    CreateRunner = static _ => new DeploymentRunner(),
};
return (int)await new CommandLine(context).RunAsync(args);

void OnSignal(PosixSignalContext signal)
{
    // The third signal ends the process, even when something hangs.
    signal.Cancel = interruption.Signal();
}
