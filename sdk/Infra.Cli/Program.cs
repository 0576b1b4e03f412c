using System.Runtime.InteropServices;
using System.Text;
using Infra.Cli;
using Infra.Cli.Terminals;
using Infra.Engine.Deployment;
using Infra.Engine.Workspace;

#pragma warning disable RS0030 // The one place that may touch the console.
var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var output = new StreamWriter(Console.OpenStandardOutput(), encoding, 64 * 1024)
{
    AutoFlush = false,
};
using var error = new StreamWriter(Console.OpenStandardError(), encoding) { AutoFlush = true };
using var input = new StreamReader(Console.OpenStandardInput(), encoding);
using var interruption = new Interruption();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);

var terminal = new Terminal(input, output, error)
{
    IsInputTerminal = !Console.IsInputRedirected,
    IsOutputTerminal = !Console.IsOutputRedirected,
    IsErrorTerminal = !Console.IsErrorRedirected,
    MeasureWidth = static () => Console.WindowWidth,
    MeasureHeight = static () => Console.WindowHeight,
    ReadHidden = static () => HiddenLine.Read(static () => Console.ReadKey(intercept: true)),
};
var context = new CommandContext(terminal, PulumiEnvironment.OfProcess())
{
    Interruption = interruption,
    CreateRunner = static _ => new DeploymentRunner(),
};
var exitCode = await new CommandLine(context).RunAsync(args);
output.Flush();
return (int)exitCode;

void OnSignal(PosixSignalContext signal)
{
    // A third signal is not held back: it ends the process whatever hangs.
    signal.Cancel = interruption.Signal();
}
