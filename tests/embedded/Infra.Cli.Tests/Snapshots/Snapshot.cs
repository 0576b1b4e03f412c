using System.Runtime.CompilerServices;

namespace Infra.Cli.Tests.Snapshots;

/// <summary>Compares a text with the file of the test's name in the folder Expected beside it; <c>UPDATE_SNAPSHOTS=1</c> rewrites the file.</summary>
internal static class Snapshot
{
    public static void Verify(
        string actual,
        [CallerFilePath] string testFile = "",
        [CallerMemberName] string testName = ""
    )
    {
        var folder = Path.Combine(Path.GetDirectoryName(testFile)!, "Expected");
        var file = Path.Combine(folder, $"{testName}.txt");
        var text = actual.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(file, text);
            return;
        }

        Assert.That(
            File.Exists(file),
            $"There is no {file}. UPDATE_SNAPSHOTS=1 writes it; read it before you commit it."
        );
        Assert.That(
            text,
            Is.EqualTo(File.ReadAllText(file)),
            $"The text differs from {file}; UPDATE_SNAPSHOTS=1 rewrites it."
        );
    }
}
